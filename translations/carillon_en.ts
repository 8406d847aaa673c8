<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>AccountPresentation</name>
    <message numerus="yes">
        <source>%n accounts ready</source>
        <translation>
            <numerusform>%n account ready</numerusform>
            <numerusform>%n accounts ready</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CallPresentation</name>
    <message numerus="yes">
        <source>In a conference with %1 and %n others</source>
        <translation>
            <numerusform>In a conference with %1 and %n other</numerusform>
            <numerusform>In a conference with %1 and %n others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingSections</name>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For %n hours</source>
        <translation>
            <numerusform>For %n hour</numerusform>
            <numerusform>For %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For %n minutes</source>
        <translation>
            <numerusform>For %n minute</numerusform>
            <numerusform>For %n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrayPresentation</name>
    <message numerus="yes">
        <source>%n missed calls</source>
        <translation>
            <numerusform>%n missed call</numerusform>
            <numerusform>%n missed calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>carillon::AlertDesk</name>
    <message numerus="yes">
        <source>and %n more are calling</source>
        <translation>
            <numerusform>and %n more is calling</numerusform>
            <numerusform>and %n more are calling</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>carillon::CallsBar</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>carillon::HistoryDesk</name>
    <message numerus="yes">
        <source>%n missed calls</source>
        <translation>
            <numerusform>%n missed call</numerusform>
            <numerusform>%n missed calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>carillon::IncomingPopup</name>
    <message numerus="yes">
        <source>and %n more are calling</source>
        <translation>
            <numerusform>and one more is calling</numerusform>
            <numerusform>and %n more are calling</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>carillon::MainUi</name>
    <message numerus="yes">
        <source>Quitting hangs up %n calls.</source>
        <translation>
            <numerusform>Quitting hangs up %n call.</numerusform>
            <numerusform>Quitting hangs up %n calls.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>carillon::RecentPanel</name>
    <message numerus="yes">
        <source>%n missed</source>
        <translation>
            <numerusform>%n missed</numerusform>
            <numerusform>%n missed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>carillon::SettingsPage</name>
    <message numerus="yes">
        <source>%n settings fit.</source>
        <translation>
            <numerusform>%n setting fits.</numerusform>
            <numerusform>%n settings fit.</numerusform>
        </translation>
    </message>
</context>
</TS>
