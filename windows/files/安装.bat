@echo off
setlocal
cd /d "%~dp0"
if exist "Python\python.exe" goto own
py -3.11 -c "" >nul 2>nul
if errorlevel 1 goto none
echo 正在建立环境，约需几分钟……
py -3.11 -m venv "环境"
goto made
:own
echo 正在建立环境（用这个文件夹里的 Python），约需几分钟……
"Python\python.exe" -m venv "环境"
:made
if errorlevel 1 goto closed
"环境\Scripts\python.exe" -m pip install --quiet --no-index --find-links wheels --require-hashes -r requirements.txt
if errorlevel 1 goto failed
echo 安装完成。双击“启动.bat”开始使用。
pause
exit /b 0
:none
echo 没有找到 Python。请先安装 64 位 Python 3.11，安装时勾选 py launcher，再双击“安装.bat”。
pause
exit /b 1
:closed
echo 环境没有建成：这个文件夹不能写入，或 Python 不完整。请把文件夹放到“文档”里再试。
pause
exit /b 1
:failed
echo 安装没有完成，请把上面的提示发给管理员。
pause
exit /b 1
