@echo off
setlocal
cd /d "%~dp0"
where py >nul 2>nul
if errorlevel 1 (
  echo 没有找到 Python。请先安装 64 位 Python 3.11，安装时勾选 py launcher。
  pause
  exit /b 1
)
echo 正在建立环境，约需几分钟……
py -3.11 -m venv "环境"
if errorlevel 1 (
  echo 没有 Python 3.11，或这个文件夹不能写入。
  pause
  exit /b 1
)
"环境\Scripts\python.exe" -m pip install --quiet --no-index --find-links wheels --require-hashes -r requirements.txt
if errorlevel 1 (
  echo 安装没有完成，请把上面的提示发给管理员。
  pause
  exit /b 1
)
echo 安装完成。双击“启动.bat”开始使用。
pause
