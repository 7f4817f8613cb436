@echo off
cd /d "%~dp0project"
set "PATH=%~dp0;%PATH%"
echo 争资争项工作台。常用命令：
echo   zz run 2013-05      出一个月的分析
echo   zz check 2013-05    检查报表
echo   zz lab              打开分析笔记本
echo   zz --help           全部说明
cmd /k
