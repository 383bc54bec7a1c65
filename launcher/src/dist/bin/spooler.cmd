@echo off
rem Starts the spooler of this distribution on Windows, as bin/spooler does elsewhere. Java 17 or newer: JAVA_HOME if it
rem is set, else the one on the PATH. SPOOLER_HOME: folder with etc, deploy and var. JAVA_OPTS: more options for Java.
setlocal
set "distribution=%~dp0.."
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -version >nul 2>&1
if errorlevel 1 (
  echo spooler: no Java found: install Java 17 or newer, or set JAVA_HOME 1>&2
  exit /b 1
)
"%java%" -Xms32m -XX:NewSize=20m -Xmx256m -XX:+UseSerialGC %JAVA_OPTS% ^
  -Djava.util.logging.manager=spooler.launcher.SteadyLogManager ^
  -Dspooler.terminal=false ^
  "-Dspooler.distribution=%distribution%" ^
  -cp "%distribution%\lib\*;%distribution%\lib\demo\*" ^
  spooler.launcher.Main %*
exit /b %errorlevel%
