<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>wd::DeliveriesPage</name>
    <message numerus="yes">
        <source>%n of the selected may have been accepted: the request left, but no usable answer came. Please ask the receiver&apos;s team, then say how it ended.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The messages of the %n selected go out again, unchanged and under their request ids. Everybody in those messages whose outcome is uncertain is sent again with them.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
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
<context>
    <name>wd::RuleSentence</name>
    <message numerus="yes">
        <source>the anniversary of %1 is %n days after the day of sending</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the anniversary of %1 was %n days before the day of sending</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in the last %n days until yesterday</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
</TS>
