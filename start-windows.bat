@echo off
rem GANBoard on Windows: double-click. The first time it installs everything into the folder .venv beside this file.
setlocal
cd /d "%~dp0"
set "PYTHON="
for %%V in (3.13 3.12 3.11) do (
  if not defined PYTHON (
    py -%%V -c "" >nul 2>nul && set "PYTHON=py -%%V"
  )
)
if not defined PYTHON (
  python -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))" >nul 2>nul && set "PYTHON=python"
)
if not exist .venv\Scripts\python.exe (
  if not defined PYTHON (
    echo GANBoard needs Python 3.11, 3.12 or 3.13. Install one from python.org, then open this file again.
    pause
    exit /b 1
  )
  echo Installing GANBoard. This takes some minutes, once.
  %PYTHON% -m venv .venv || goto failed
)
fc /b requirements.txt .venv\installed.txt >nul 2>nul
if errorlevel 1 (
  .venv\Scripts\python -m pip install --disable-pip-version-check -r requirements.txt -e . || goto failed
  copy /y requirements.txt .venv\installed.txt >nul
)
echo GANBoard opens in your browser. Close this window to end it.
.venv\Scripts\python -m ganboard app %*
if errorlevel 1 pause
exit /b 0

:failed
echo.
echo GANBoard could not be installed. The lines above say why. Mend that, then open this file again.
pause
exit /b 1
