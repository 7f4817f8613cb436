@echo off
setlocal
set "PATH=%~dp0;%PATH%"
if not exist "%~dp0环境\Scripts\python.exe" goto missing
set "WORKSPACE=%USERPROFILE%\争资争项"
if exist "%USERPROFILE%\争资争项位置.txt" set /p WORKSPACE=<"%USERPROFILE%\争资争项位置.txt"
if exist "%WORKSPACE%\data" goto ready
echo 第一次使用：在 "%WORKSPACE%" 建本县的工作区。
call "%~dp0zz.bat" new "%WORKSPACE%"
if errorlevel 1 goto stopped
:ready
cd /d "%WORKSPACE%"
echo.
echo 争资争项工作台。工作区："%WORKSPACE%"
echo   zz receive 文件 --period 2013-05   收报表（也可自己放进 data\returns\2013-05）
echo   zz check 2013-05                   检查报表
echo   zz run 2013-05                     出一个月的分析，结果在 outputs\2013-05
echo   zz lab                             打开分析笔记本
echo   zz --help                          全部说明
cmd /k
exit /b 0
:missing
echo 还没有安装。请先双击“安装.bat”。
pause
exit /b 1
:stopped
echo 工作区没有建成。可以再双击“启动.bat”重来；要放在别处，把文件夹的路径写进 "%USERPROFILE%\争资争项位置.txt"。
pause
exit /b 1
