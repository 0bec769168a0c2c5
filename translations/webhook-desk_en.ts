<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>wd::MainWindow</name>
    <message numerus="yes">
        <source>%n campaign(s) will not be sent while the program is closed.</source>
        <translation>
            <numerusform>%n campaign will not be sent while the program is closed.</numerusform>
            <numerusform>%n campaigns will not be sent while the program is closed.</numerusform>
        </translation>
    </message>
</context>
</TS>
