<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
        <name>wd::CampaignsPage</name>
        <message numerus="yes">
            <source>%n people have no outcome yet: who is in no request is cancelled, requests under way are finished first.</source>
            <translation>
                <numerusform>%Ln person has no outcome yet: who is in no request is cancelled, requests under way are finished first.</numerusform>
                <numerusform>%Ln people have no outcome yet: who is in no request is cancelled, requests under way are finished first.</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::ChangeQuestion</name>
        <message numerus="yes">
            <source>The new content goes to %n people who have not been sent to</source>
            <translation>
                <numerusform>The new content goes to %Ln person who has not been sent to</numerusform>
                <numerusform>The new content goes to %Ln people who have not been sent to</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n people who have been sent to stay as they are</source>
            <translation>
                <numerusform>%Ln person who has been sent to stays as it is</numerusform>
                <numerusform>%Ln people who have been sent to stay as they are</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n people who wait for a retry still get the old content</source>
            <translation>
                <numerusform>%Ln person who waits for a retry still gets the old content</numerusform>
                <numerusform>%Ln people who wait for a retry still get the old content</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::ChannelEditPage</name>
        <message numerus="yes">
            <source>Saving affects %n campaign(s): %1. What was already sent stays as it was.</source>
            <translation>
                <numerusform>Saving affects %Ln campaign: %1. What was already sent stays as it was.</numerusform>
                <numerusform>Saving affects %Ln campaigns: %1. What was already sent stays as it was.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 people wait for “%2”.</source>
            <translation>
                <numerusform>%1 person waits for “%2”.</numerusform>
                <numerusform>%1 people wait for “%2”.</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::ChannelsPage</name>
        <message numerus="yes">
            <source>%n campaign(s) that are live send through it: %1. What is under way is paused, what is scheduled waits for the channel; nobody is lost.</source>
            <translation>
                <numerusform>%Ln campaign that is live sends through it: %1. What is under way is paused, what is scheduled waits for the channel; nobody is lost.</numerusform>
                <numerusform>%Ln campaigns that are live send through it: %1. What is under way is paused, what is scheduled waits for the channel; nobody is lost.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Pause %n campaign(s) and disable</source>
            <translation>
                <numerusform>Pause %Ln campaign and disable</numerusform>
                <numerusform>Pause %Ln campaigns and disable</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n campaign(s) that are not live use it: %1. They need another channel before they can go online.</source>
            <translation>
                <numerusform>%Ln campaign that is not live uses it: %1. It needs another channel before it can go online.</numerusform>
                <numerusform>%Ln campaigns that are not live use it: %1. They need another channel before they can go online.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>“%1” can&apos;t be deleted while %n campaign(s) send through it: %2. Please take them offline first, or wait until nothing is sent any more.</source>
            <translation>
                <numerusform>“%1” can&apos;t be deleted while %Ln campaign sends through it: %2. Please take it offline first, or wait until nothing is sent any more.</numerusform>
                <numerusform>“%1” can&apos;t be deleted while %Ln campaigns send through it: %2. Please take them offline first, or wait until nothing is sent any more.</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::DeliveriesPage</name>
        <message numerus="yes">
            <source>%n of the selected may have been accepted: the request left, but no usable answer came. Please ask the receiver&apos;s team, then say how it ended.</source>
            <translation>
                <numerusform>%Ln of the selected may have been accepted: the request left, but no usable answer came. Please ask the receiver&apos;s team, then say how it ended.</numerusform>
                <numerusform>%Ln of the selected may have been accepted: the request left, but no usable answer came. Please ask the receiver&apos;s team, then say how it ended.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 deliveries</source>
            <translation>
                <numerusform>%1 delivery</numerusform>
                <numerusform>%1 deliveries</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n people count as accepted now.</source>
            <translation>
                <numerusform>%Ln person counts as accepted now.</numerusform>
                <numerusform>%Ln people count as accepted now.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n people are sent to again.</source>
            <translation>
                <numerusform>%Ln person is sent to again.</numerusform>
                <numerusform>%Ln people are sent to again.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n people stay uncertain.</source>
            <translation>
                <numerusform>%Ln person stays uncertain.</numerusform>
                <numerusform>%Ln people stay uncertain.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n people</source>
            <translation>
                <numerusform>%Ln person</numerusform>
                <numerusform>%Ln people</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n people in all are sent to again: those who stand in the same requests, too.</source>
            <translation>
                <numerusform>%Ln person in all is sent to again.</numerusform>
                <numerusform>%Ln people in all are sent to again: those who stand in the same requests, too.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n deliveries were written to %1.</source>
            <translation>
                <numerusform>%Ln delivery was written to %1.</numerusform>
                <numerusform>%Ln deliveries were written to %1.</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::ListCommands</name>
        <message numerus="yes">
            <source>%1: %n people</source>
            <translation>
                <numerusform>%1: %Ln person</numerusform>
                <numerusform>%1: %Ln people</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1, %n unknown ids</source>
            <translation>
                <numerusform>%1, %Ln unknown id</numerusform>
                <numerusform>%1, %Ln unknown ids</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::MainWindow</name>
        <message numerus="yes">
            <source>%n campaign(s) will not be sent while the program is closed.</source>
            <translation>
                <numerusform>%Ln campaign will not be sent while the program is closed.</numerusform>
                <numerusform>%Ln campaigns will not be sent while the program is closed.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>“%1”: %2 people are not sent to yet</source>
            <translation>
                <numerusform>“%1”: %2 person is not sent to yet</numerusform>
                <numerusform>“%1”: %2 people are not sent to yet</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %Ln more</numerusform>
                <numerusform>and %Ln more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n campaign(s) will not be sent while the other workspace is open.</source>
            <translation>
                <numerusform>%Ln campaign will not be sent while the other workspace is open.</numerusform>
                <numerusform>%Ln campaigns will not be sent while the other workspace is open.</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::ReviewDialog</name>
        <message numerus="yes">
            <source>%1 (%2 people)</source>
            <translation>
                <numerusform>%1 (%2 person)</numerusform>
                <numerusform>%1 (%2 people)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 people have no “%2”, and the text has no default for it.</source>
            <translation>
                <numerusform>%1 person has no “%2”, and the text has no default for it.</numerusform>
                <numerusform>%1 people have no “%2”, and the text has no default for it.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Schedule %1 (about %2 people)</source>
            <translation>
                <numerusform>Schedule %1 (about %2 person)</numerusform>
                <numerusform>Schedule %1 (about %2 people)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Send to %1 people</source>
            <translation>
                <numerusform>Send to %1 person</numerusform>
                <numerusform>Send to %1 people</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>For %1 people “NaN” or “Infinity” stands in the text: a calculation in it, such as a division by 0, has no result.</source>
            <translation>
                <numerusform>For %1 person “NaN” or “Infinity” stands in the text: a calculation in it, such as a division by 0, has no result.</numerusform>
                <numerusform>For %1 people “NaN” or “Infinity” stands in the text: a calculation in it, such as a division by 0, has no result.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 of these people were already sent “%2” today.</source>
            <translation>
                <numerusform>%1 of these people was already sent “%2” today.</numerusform>
                <numerusform>%1 of these people were already sent “%2” today.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>“%1” to %2 of them</source>
            <comment>a campaign was sent to so many</comment>
            <translation>
                <numerusform>“%1” to %2 of them</numerusform>
                <numerusform>“%1” to %2 of them</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more campaign(s)</source>
            <translation>
                <numerusform>%Ln more campaign</numerusform>
                <numerusform>%Ln more campaigns</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::RuleSentence</name>
        <message numerus="yes">
            <source>in the last %n days until yesterday</source>
            <translation>
                <numerusform>in the last %Ln day until yesterday</numerusform>
                <numerusform>in the last %Ln days until yesterday</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>is one of the %n days that end with the day before sending</source>
            <translation>
                <numerusform>is the day before sending</numerusform>
                <numerusform>is one of the %Ln days that end with the day before sending</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>is one of the %n days that begin with the day of sending</source>
            <translation>
                <numerusform>is the day of sending</numerusform>
                <numerusform>is one of the %Ln days that begin with the day of sending</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>has its anniversary %n days after the day of sending</source>
            <translation>
                <numerusform>has its anniversary %Ln day after the day of sending</numerusform>
                <numerusform>has its anniversary %Ln days after the day of sending</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>had its anniversary %n days before the day of sending</source>
            <translation>
                <numerusform>had its anniversary %Ln day before the day of sending</numerusform>
                <numerusform>had its anniversary %Ln days before the day of sending</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>fewer than %n times</source>
            <translation>
                <numerusform>fewer than %Ln time</numerusform>
                <numerusform>fewer than %Ln times</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>at most %n times</source>
            <translation>
                <numerusform>at most once</numerusform>
                <numerusform>at most %Ln times</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>more than %n times</source>
            <translation>
                <numerusform>more than once</numerusform>
                <numerusform>more than %Ln times</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>at least %n times</source>
            <translation>
                <numerusform>at least once</numerusform>
                <numerusform>at least %Ln times</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>exactly %n times</source>
            <translation>
                <numerusform>exactly once</numerusform>
                <numerusform>exactly %Ln times</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>who received %1 today or in the %n days before</source>
            <translation>
                <numerusform>who received %1 today or on the day before</numerusform>
                <numerusform>who received %1 today or in the %Ln days before</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>who did not receive %1 today or in the %n days before</source>
            <translation>
                <numerusform>who did not receive %1 today or on the day before</numerusform>
                <numerusform>who did not receive %1 today or in the %Ln days before</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n days</source>
            <comment>length of time</comment>
            <translation>
                <numerusform>%Ln day</numerusform>
                <numerusform>%Ln days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hours</source>
            <comment>length of time</comment>
            <translation>
                <numerusform>%Ln hour</numerusform>
                <numerusform>%Ln hours</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n minutes</source>
            <comment>length of time</comment>
            <translation>
                <numerusform>%Ln minute</numerusform>
                <numerusform>%Ln minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n seconds</source>
            <comment>length of time</comment>
            <translation>
                <numerusform>%Ln second</numerusform>
                <numerusform>%Ln seconds</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>the day %n days after sending</source>
            <translation>
                <numerusform>the day %Ln day after sending</numerusform>
                <numerusform>the day %Ln days after sending</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>the day %n days before sending</source>
            <translation>
                <numerusform>the day %Ln day before sending</numerusform>
                <numerusform>the day %Ln days before sending</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::TargetCard</name>
        <message numerus="yes">
            <source>%n channels are not offered: they need attributes that only login users have.</source>
            <translation>
                <numerusform>%Ln channel is not offered: it needs attributes that only login users have.</numerusform>
                <numerusform>%Ln channels are not offered: they need attributes that only login users have.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 people now</source>
            <translation>
                <numerusform>%1 person now</numerusform>
                <numerusform>%1 people now</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::HindranceTexts</name>
        <message numerus="yes">
            <source>%1 people wait since %2.</source>
            <translation>
                <numerusform>%1 person waits since %2.</numerusform>
                <numerusform>%1 people wait since %2.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 people wait.</source>
            <translation>
                <numerusform>%1 person waits.</numerusform>
                <numerusform>%1 people wait.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 people wait</source>
            <translation>
                <numerusform>%1 person waits</numerusform>
                <numerusform>%1 people wait</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 people are uncertain and are not sent to again by themselves: please say what became of them.</source>
            <translation>
                <numerusform>%1 person is uncertain and is not sent to again by itself: please say what became of it.</numerusform>
                <numerusform>%1 people are uncertain and are not sent to again by themselves: please say what became of them.</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::Attention</name>
        <message numerus="yes">
            <source>%1 people may have received it: please say what became of them.</source>
            <translation>
                <numerusform>%1 person may have received it: please say what became of them.</numerusform>
                <numerusform>%1 people may have received it: please say what became of them.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 people did not receive it.</source>
            <translation>
                <numerusform>%1 person did not receive it.</numerusform>
                <numerusform>%1 people did not receive it.</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::OverviewPage</name>
        <message numerus="yes">
            <source>%n more</source>
            <translation>
                <numerusform>%Ln more</numerusform>
                <numerusform>%Ln more</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::ImportCommands</name>
        <message numerus="yes">
            <source>%n rows written.</source>
            <translation>
                <numerusform>%Ln row written.</numerusform>
                <numerusform>%Ln rows written.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n events are there already, the same in everything: they would be skipped. --add-alike adds them once more.</source>
            <translation>
                <numerusform>%Ln event is there already, the same in everything: it would be skipped. --add-alike adds it once more.</numerusform>
                <numerusform>%Ln events are there already, the same in everything: they would be skipped. --add-alike adds them once more.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n events were there already, the same in everything: they were skipped. --add-alike adds them once more.</source>
            <translation>
                <numerusform>%Ln event was there already, the same in everything: it was skipped. --add-alike adds it once more.</numerusform>
                <numerusform>%Ln events were there already, the same in everything: they were skipped. --add-alike adds them once more.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n people whom the file does not name would lose their value (%1).</source>
            <translation>
                <numerusform>%Ln person whom the file does not name would lose the value (%1).</numerusform>
                <numerusform>%Ln people whom the file does not name would lose their value (%1).</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n people whom the file does not name lost their value (%1).</source>
            <translation>
                <numerusform>%Ln person whom the file does not name lost the value (%1).</numerusform>
                <numerusform>%Ln people whom the file does not name lost their value (%1).</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Nobody loses a value (%1): %n refused rows may be about anybody. Please mend them and import the whole file again.</source>
            <translation>
                <numerusform>Nobody loses a value (%1): %Ln refused row may be about anybody. Please mend it and import the whole file again.</numerusform>
                <numerusform>Nobody loses a value (%1): %Ln refused rows may be about anybody. Please mend them and import the whole file again.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of %1 refused rows written: more of one import are not kept.</source>
            <translation>
                <numerusform>%Ln of %1 refused rows written: more of one import are not kept.</numerusform>
                <numerusform>%Ln of %1 refused rows written: more of one import are not kept.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of %1 refused rows written: the others were not kept.</source>
            <translation>
                <numerusform>%Ln of %1 refused rows written: the others were not kept.</numerusform>
                <numerusform>%Ln of %1 refused rows written: the others were not kept.</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::ImportColumnRow</name>
        <message numerus="yes">
            <source>%n of the first %1 rows would be refused: %2</source>
            <translation>
                <numerusform>%Ln of the first %1 rows would be refused: %2</numerusform>
                <numerusform>%Ln of the first %1 rows would be refused: %2</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::ImportColumnsCard</name>
        <message numerus="yes">
            <source>Show %n more columns</source>
            <translation>
                <numerusform>Show %Ln more column</numerusform>
                <numerusform>Show %Ln more columns</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n columns</source>
            <translation>
                <numerusform>%Ln column</numerusform>
                <numerusform>%Ln columns</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n known already</source>
            <translation>
                <numerusform>%Ln known already</numerusform>
                <numerusform>%Ln known already</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n new</source>
            <translation>
                <numerusform>%Ln new</numerusform>
                <numerusform>%Ln new</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n left out</source>
            <translation>
                <numerusform>%Ln left out</numerusform>
                <numerusform>%Ln left out</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of the first %1 rows, such as line %2: %3</source>
            <translation>
                <numerusform>%Ln of the first %1 rows, line %2: %3</numerusform>
                <numerusform>%Ln of the first %1 rows, such as line %2: %3</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::ImportFileCard</name>
        <message numerus="yes">
            <source>%n of the first rows have another number of cells than the header. Is the delimiter right? Such rows are refused.</source>
            <translation>
                <numerusform>%Ln of the first rows has another number of cells than the header. Is the delimiter right? Such rows are refused.</numerusform>
                <numerusform>%Ln of the first rows have another number of cells than the header. Is the delimiter right? Such rows are refused.</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::ImportReportCard</name>
        <message numerus="yes">
            <source>All %n rows are in.</source>
            <translation>
                <numerusform>The only row is in.</numerusform>
                <numerusform>All %Ln rows are in.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n values are in, but are probably not what was meant. The first: line %1, column “%2”: %3</source>
            <translation>
                <numerusform>%Ln value is in, but is probably not what was meant: line %1, column “%2”: %3</numerusform>
                <numerusform>%Ln values are in, but are probably not what was meant. The first: line %1, column “%2”: %3</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>List “%1” made: %n people.</source>
            <translation>
                <numerusform>List “%1” made: %Ln person.</numerusform>
                <numerusform>List “%1” made: %Ln people.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Nothing was imported: all %Ln rows were refused, for the reasons below.</source>
            <translation>
                <numerusform>Nothing was imported: the only row was refused, for the reason below.</numerusform>
                <numerusform>Nothing was imported: all %Ln rows were refused, for the reasons below.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln rows skipped: their events are there already.</source>
            <translation>
                <numerusform>%Ln row skipped: its event is there already.</numerusform>
                <numerusform>%Ln rows skipped: their events are there already.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln rows skipped: their users are known, and only new ones were to be added.</source>
            <translation>
                <numerusform>%Ln row skipped: its user is known, and only new ones were to be added.</numerusform>
                <numerusform>%Ln rows skipped: their users are known, and only new ones were to be added.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln rows skipped: their users are not known, and only known ones were to be updated.</source>
            <translation>
                <numerusform>%Ln row skipped: its user is not known, and only known ones were to be updated.</numerusform>
                <numerusform>%Ln rows skipped: their users are not known, and only known ones were to be updated.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln rows skipped: their users were erased here and don&apos;t come back.</source>
            <translation>
                <numerusform>%Ln row skipped: its user was erased here and doesn&apos;t come back.</numerusform>
                <numerusform>%Ln rows skipped: their users were erased here and don&apos;t come back.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln users whom the file doesn&apos;t name lost what was known of %1.</source>
            <translation>
                <numerusform>%Ln user whom the file doesn&apos;t name lost what was known of %1.</numerusform>
                <numerusform>%Ln users whom the file doesn&apos;t name lost what was known of %1.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln values are in, but are probably not what was meant.</source>
            <translation>
                <numerusform>%Ln value is in, but is probably not what was meant.</numerusform>
                <numerusform>%Ln values are in, but are probably not what was meant.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Nobody lost what was known of %1: %Ln refused rows may be about anybody. Please mend them and import the whole file again.</source>
            <translation>
                <numerusform>Nobody lost what was known of %1: a refused row may be about anybody. Please mend it and import the whole file again.</numerusform>
                <numerusform>Nobody lost what was known of %1: %Ln refused rows may be about anybody. Please mend them and import the whole file again.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Nothing changed: all of the %Ln rows were known.</source>
            <translation>
                <numerusform>Nothing changed: the %Ln row was known.</numerusform>
                <numerusform>Nothing changed: all of the %Ln rows were known.</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::AttributeDialog</name>
        <message numerus="yes">
            <source>Add the %n values that people have</source>
            <translation>
                <numerusform>Add the %Ln value that people have</numerusform>
                <numerusform>Add the %Ln values that people have</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln values are not among those to choose from, “%1” for one.</source>
            <translation>
                <numerusform>%Ln value is not among those to choose from: “%1”.</numerusform>
                <numerusform>%Ln values are not among those to choose from, “%1” for one.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln values do not fit the type “%2”, “%1” for one.</source>
            <translation>
                <numerusform>%Ln value does not fit the type “%2”: “%1”.</numerusform>
                <numerusform>%Ln values do not fit the type “%2”, “%1” for one.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Save and drop the %Ln values</source>
            <translation>
                <numerusform>Save and drop the value</numerusform>
                <numerusform>Save and drop the %Ln values</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln people have a value of “%1”; the values go with it. This can&apos;t be undone.</source>
            <translation>
                <numerusform>%Ln person has a value of “%1”; it goes as well. This can&apos;t be undone.</numerusform>
                <numerusform>%Ln people have a value of “%1”; the values go with it. This can&apos;t be undone.</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::EventDialog</name>
        <message numerus="yes">
            <source>%Ln people have done “%1”; all of that goes with it. This can&apos;t be undone.</source>
            <translation>
                <numerusform>%Ln person has done “%1”; all of that goes with it. This can&apos;t be undone.</numerusform>
                <numerusform>%Ln people have done “%1”; all of that goes with it. This can&apos;t be undone.</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::FoundPeople</name>
        <message numerus="yes">
            <source>The first %Ln people; type more to narrow it down.</source>
            <translation>
                <numerusform>The first person; type more to narrow it down.</numerusform>
                <numerusform>The first %Ln people; type more to narrow it down.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln people found</source>
            <translation>
                <numerusform>%Ln person found</numerusform>
                <numerusform>%Ln people found</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::PropertyList</name>
        <message numerus="yes">
            <source>%Ln values</source>
            <translation>
                <numerusform>%Ln value</numerusform>
                <numerusform>%Ln values</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::FindingList</name>
        <message numerus="yes">
            <source>%n times, lately %1</source>
            <translation>
                <numerusform>once, at %1</numerusform>
                <numerusform>%Ln times, lately %1</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::ListUploadDialog</name>
        <message numerus="yes">
            <source>%1 matched</source>
            <translation>
                <numerusform>%1 matched</numerusform>
                <numerusform>%1 matched</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 not known here</source>
            <translation>
                <numerusform>%1 not known here</numerusform>
                <numerusform>%1 not known here</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 repeated</source>
            <translation>
                <numerusform>%1 repeated</numerusform>
                <numerusform>%1 repeated</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 without an id</source>
            <translation>
                <numerusform>%1 without an id</numerusform>
                <numerusform>%1 without an id</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 unreadable</source>
            <translation>
                <numerusform>%1 unreadable</numerusform>
                <numerusform>%1 unreadable</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 rows: %2</source>
            <comment>rows, what became of them</comment>
            <translation>
                <numerusform>%1 row: %2</numerusform>
                <numerusform>%1 rows: %2</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Add %n of them as users</source>
            <translation>
                <numerusform>Add it as a user</numerusform>
                <numerusform>Add these %Ln as users</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 to be added as users</source>
            <translation>
                <numerusform>%1 to be added as a user</numerusform>
                <numerusform>%1 to be added as users</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>They take the place of the %n people on “%1”. What uses the list uses them.</source>
            <translation>
                <numerusform>They take the place of the %Ln person on “%1”. What uses the list uses them.</numerusform>
                <numerusform>They take the place of the %Ln people on “%1”. What uses the list uses them.</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::RuleItem</name>
        <message numerus="yes">
            <source>takes away %1</source>
            <translation>
                <numerusform>takes away %1</numerusform>
                <numerusform>takes away %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>adds %1</source>
            <translation>
                <numerusform>adds %1</numerusform>
                <numerusform>adds %1</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::SegmentOutcome</name>
        <message numerus="yes">
            <source>First %n</source>
            <translation>
                <numerusform>The only one</numerusform>
                <numerusform>First %Ln</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>All %n people</source>
            <translation>
                <numerusform>The one person</numerusform>
                <numerusform>All %Ln people</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::TestPanel</name>
        <message numerus="yes">
            <source>%1 people wait for this channel.</source>
            <translation>
                <numerusform>%1 person waits for this channel.</numerusform>
                <numerusform>%1 people wait for this channel.</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::CampaignLook</name>
        <message numerus="yes">
            <source>%1 people: %2</source>
            <translation>
                <numerusform>%1 person: %2</numerusform>
                <numerusform>%1 people: %2</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::FoundTypeText</name>
        <message numerus="yes">
            <source>%1 of %2 values are %3, %n are not: “%5” in line %4.</source>
            <translation>
                <numerusform>%1 of %2 values are %3, %Ln is not: “%5” in line %4.</numerusform>
                <numerusform>%1 of %2 values are %3, %Ln are not, the first in line %4: “%5”.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Taken as text: as numbers, %n values would lose their last 0, as “%1” in line %2 would.</source>
            <translation>
                <numerusform>Taken as text: as a number, %Ln value would lose its last 0, “%1” in line %2.</numerusform>
                <numerusform>Taken as text: as numbers, %Ln values would lose their last 0, as “%1” in line %2 would.</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::ImportTexts</name>
        <message numerus="yes">
            <source>%n events removed</source>
            <translation>
                <numerusform>%Ln event removed</numerusform>
                <numerusform>%Ln events removed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n users removed</source>
            <translation>
                <numerusform>%Ln user removed</numerusform>
                <numerusform>%Ln users removed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n users as they were before</source>
            <translation>
                <numerusform>%Ln user as before</numerusform>
                <numerusform>%Ln users as they were before</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 and %n more</source>
            <translation>
                <numerusform>%1 and %Ln more</numerusform>
                <numerusform>%1 and %Ln more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln users who were there before become what they were, also where they were changed since.</source>
            <translation>
                <numerusform>%Ln user who was there before becomes what it was, also where it was changed since.</numerusform>
                <numerusform>%Ln users who were there before become what they were, also where they were changed since.</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::PreferencesPage</name>
        <message numerus="yes">
            <source>The times of the %n events imported are moments: they stay, and are shown in the new zone.</source>
            <translation>
                <numerusform>The time of the event imported is a moment: it stays, and is shown in the new zone.</numerusform>
                <numerusform>The times of the %Ln events imported are moments: they stay, and are shown in the new zone.</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::CatalogueCommands</name>
        <message numerus="yes">
            <source>“%1” holds %n events.</source>
            <translation>
                <numerusform>“%1” holds %Ln event.</numerusform>
                <numerusform>“%1” holds %Ln events.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n people have a value of “%1”.</source>
            <translation>
                <numerusform>%Ln person has a value of “%1”.</numerusform>
                <numerusform>%Ln people have a value of “%1”.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>“%1” was removed, with %n events.</source>
            <translation>
                <numerusform>“%1” was removed, with %Ln event.</numerusform>
                <numerusform>“%1” was removed, with %Ln events.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>“%1” was removed, with the values of %n people.</source>
            <translation>
                <numerusform>“%1” was removed, with the value of %Ln person.</numerusform>
                <numerusform>“%1” was removed, with the values of %Ln people.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n events have a value of “%1”.</source>
            <translation>
                <numerusform>%Ln event has a value of “%1”.</numerusform>
                <numerusform>%Ln events have a value of “%1”.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>“%1” was removed, with its values in %n events.</source>
            <translation>
                <numerusform>“%1” was removed, with its value in %Ln event.</numerusform>
                <numerusform>“%1” was removed, with its values in %Ln events.</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::SegmentEditPage</name>
        <message numerus="yes">
            <source>%n conditions are not complete. Once they are, people are counted.</source>
            <translation>
                <numerusform>%Ln condition is not complete. Once it is, people are counted.</numerusform>
                <numerusform>%Ln conditions are not complete. Once they are, people are counted.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Not saved: %n conditions are not complete.</source>
            <translation>
                <numerusform>Not saved: %Ln condition is not complete.</numerusform>
                <numerusform>Not saved: %Ln conditions are not complete.</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::FormParts</name>
        <message numerus="yes">
            <source> days</source>
            <comment>after a number</comment>
            <translation>
                <numerusform> day</numerusform>
                <numerusform> days</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::ListDialog</name>
        <message numerus="yes">
            <source>%1 people; the first %n are shown.</source>
            <translation>
                <numerusform>%1 people; the first one is shown.</numerusform>
                <numerusform>%1 people; the first %Ln are shown.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 people</source>
            <translation>
                <numerusform>%1 person</numerusform>
                <numerusform>%1 people</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n ids of the file are not known here: %1. They join the list as soon as an import brings them.</source>
            <translation>
                <numerusform>%Ln id of the file is not known here: %1. It joins the list as soon as an import brings it.</numerusform>
                <numerusform>%Ln ids of the file are not known here: %1. They join the list as soon as an import brings them.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n users were added. Under Earlier imports they can be taken back.</source>
            <translation>
                <numerusform>%Ln user was added. Under Earlier imports this can be taken back.</numerusform>
                <numerusform>%Ln users were added. Under Earlier imports they can be taken back.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n people with “%1” in the id</source>
            <translation>
                <numerusform>%Ln person with “%1” in the id</numerusform>
                <numerusform>%Ln people with “%1” in the id</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::SegmentUses</name>
        <message numerus="yes">
            <source>campaigns %1</source>
            <translation>
                <numerusform>campaign %1</numerusform>
                <numerusform>campaigns %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>segments %1</source>
            <translation>
                <numerusform>segment %1</numerusform>
                <numerusform>segments %1</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::ChoicesDialog</name>
        <message numerus="yes">
            <source>Add the %n values that occur</source>
            <translation>
                <numerusform>Add the value that occurs</numerusform>
                <numerusform>Add the %Ln values that occur</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::ImportModeCard</name>
        <message numerus="yes">
            <source>%Ln events have a time that is still to come, the farthest in line %1: %2. They are imported, but don&apos;t count here.</source>
            <translation>
                <numerusform>One event has a time that is still to come, in line %1: %2. It is imported, but doesn&apos;t count here.</numerusform>
                <numerusform>%Ln events have a time that is still to come, the farthest in line %1: %2. They are imported, but don&apos;t count here.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Users whom the file doesn&apos;t name: %1 cleared (%Ln people)</source>
            <translation>
                <numerusform>Users whom the file doesn&apos;t name: %1 cleared (%Ln person)</numerusform>
                <numerusform>Users whom the file doesn&apos;t name: %1 cleared (%Ln people)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Clear values of %Ln people?</source>
            <translation>
                <numerusform>Clear values of %Ln person?</numerusform>
                <numerusform>Clear values of %Ln people?</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln people whom the file doesn&apos;t name have a value of %1. Once the whole file is in, they lose it. Undoing the import brings it back.</source>
            <translation>
                <numerusform>%Ln person whom the file doesn&apos;t name has a value of %1 and loses it once the whole file is in. Undoing the import brings it back.</numerusform>
                <numerusform>%Ln people whom the file doesn&apos;t name have a value of %1. Once the whole file is in, they lose it. Undoing the import brings it back.</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::ImportSummary</name>
        <message numerus="yes">
            <source>%Ln rows</source>
            <translation>
                <numerusform>%Ln row</numerusform>
                <numerusform>%Ln rows</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln new attributes: %1</source>
            <translation>
                <numerusform>%Ln new attribute: %1</numerusform>
                <numerusform>%Ln new attributes: %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln new properties: %1</source>
            <translation>
                <numerusform>%Ln new property: %1</numerusform>
                <numerusform>%Ln new properties: %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln columns with remarks above</source>
            <translation>
                <numerusform>%Ln column with remarks above</numerusform>
                <numerusform>%Ln columns with remarks above</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln rows can&apos;t be read or name nobody: they stay out</source>
            <translation>
                <numerusform>%Ln row can&apos;t be read or names nobody: it stays out</numerusform>
                <numerusform>%Ln rows can&apos;t be read or name nobody: they stay out</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln rows name somebody whom an earlier row names: the last one counts</source>
            <translation>
                <numerusform>%Ln row names somebody whom an earlier row names: the last one counts</numerusform>
                <numerusform>%Ln rows name somebody whom an earlier row names: the last one counts</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln rows have the event id of an earlier row and are left out</source>
            <translation>
                <numerusform>%Ln row has the event id of an earlier row and is left out</numerusform>
                <numerusform>%Ln rows have the event id of an earlier row and are left out</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::RecentlyDeleted</name>
        <message numerus="yes">
            <source>Deleted segments and lists are kept for %n days.</source>
            <translation>
                <numerusform>Deleted segments and lists are kept for %Ln day.</numerusform>
                <numerusform>Deleted segments and lists are kept for %Ln days.</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::FailedRowsDialog</name>
        <message numerus="yes">
            <source>%n of %1 refused rows written to %2: the others were not kept.</source>
            <translation>
                <numerusform>%Ln of %1 refused rows written to %2: the others were not kept.</numerusform>
                <numerusform>%Ln of %1 refused rows written to %2: the others were not kept.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n rows written to %1.</source>
            <translation>
                <numerusform>%Ln row written to %1.</numerusform>
                <numerusform>%Ln rows written to %1.</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::ImportProgressCard</name>
        <message numerus="yes">
            <source>about %Ln seconds left</source>
            <translation>
                <numerusform>about %Ln second left</numerusform>
                <numerusform>about %Ln seconds left</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::WhyView</name>
        <message numerus="yes">
            <source>The first %Ln people found; type more to narrow it down. Who is meant?</source>
            <translation>
                <numerusform>The first person found; type more to narrow it down. Who is meant?</numerusform>
                <numerusform>The first %Ln people found; type more to narrow it down. Who is meant?</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln people found. Who is meant?</source>
            <translation>
                <numerusform>%Ln person found. Who is meant?</numerusform>
                <numerusform>%Ln people found. Who is meant?</numerusform>
            </translation>
        </message>
</context>
</TS>
