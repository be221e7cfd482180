"""Whether a training goes well, and what it suffers from where it does not: read off the files of its run.

The probe measures while a run trains and writes rows; a course is these rows and the history beside each other; a symptom
is one way to fail, one file of :mod:`ganboard.doctor.symptoms`; a diagnosis is what all of them say.
"""

from ganboard.doctor.diagnosis import diagnose
from ganboard.doctor.finding import Diagnosis, Finding, Remedy
from ganboard.doctor.symptoms.base import SYMPTOMS, Symptom

__all__ = ["SYMPTOMS", "Diagnosis", "Finding", "Remedy", "Symptom", "diagnose"]
