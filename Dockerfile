# GANBoard in a container; see docs/getting/container.md.
#   docker build -t ganboard .
#   docker run --rm -p 127.0.0.1:8501:8501 -v ganboard-runs:/runs -v ganboard-cache:/cache --read-only --tmpfs /tmp ganboard
FROM python:3.12-slim AS build
WORKDIR /source
COPY pyproject.toml requirements.txt README.md LICENSE ./
COPY ganboard ganboard
RUN python -m pip wheel --no-cache-dir --no-deps --wheel-dir /wheel .

FROM python:3.12-slim
# What is large and seldom changes comes first, so that another version of GANBoard is a small layer on top.
COPY requirements.txt /tmp/
RUN python -m pip install --no-cache-dir --root-user-action=ignore -r /tmp/requirements.txt && rm /tmp/requirements.txt
COPY --from=build /wheel /wheel
RUN python -m pip install --no-cache-dir --no-deps --root-user-action=ignore /wheel/*.whl

# Nobody's account: no password, no shell, no home. What it writes lies in the two volumes and, for a moment, in /tmp.
RUN useradd --uid 1000 --user-group --no-create-home --home-dir /tmp --shell /usr/sbin/nologin ganboard \
    && install --directory --owner=ganboard --group=ganboard /runs /cache
USER 1000:1000
WORKDIR /tmp
ENV HOME=/tmp \
    GANBOARD_RUNS=/runs \
    KERAS_HOME=/cache \
    PYTHONDONTWRITEBYTECODE=1 \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    STREAMLIT_SERVER_HEADLESS=true
VOLUME ["/runs", "/cache"]
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
STOPSIGNAL SIGTERM
CMD ["ganboard", "app", "--port", "8501"]
