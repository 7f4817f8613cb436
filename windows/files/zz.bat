@echo off
set "PYTHONUTF8=1"
set "PYTHONPATH=%~dp0project"
"%~dp0环境\Scripts\python.exe" -m zzlib %*
