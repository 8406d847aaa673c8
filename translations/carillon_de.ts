<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>AccountPresentation</name>
    <message>
        <source>not registered</source>
        <translation>nicht angemeldet</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>ready, listening at %1</source>
        <translation>bereit, erreichbar unter %1</translation>
    </message>
    <message>
        <source>connecting…</source>
        <translation>Verbindungsaufbau&#xa0;…</translation>
    </message>
    <message>
        <source>signing in…</source>
        <translation>Anmeldung läuft&#xa0;…</translation>
    </message>
    <message>
        <source>signing out…</source>
        <translation>Abmeldung läuft&#xa0;…</translation>
    </message>
    <message>
        <source>No account yet</source>
        <translation>Noch kein Konto</translation>
    </message>
    <message>
        <source>There is no account yet. Open the accounts.</source>
        <translation>Es gibt noch kein Konto. Konten öffnen.</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>The computer is offline. Open the accounts.</source>
        <translation>Der Computer ist offline. Konten öffnen.</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>Nicht stören</translation>
    </message>
    <message>
        <source>Do not disturb: callers hear that you are busy. Open the accounts.</source>
        <translation>Nicht stören: Anrufer hören, dass besetzt ist. Konten öffnen.</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Account %1: %2. Open the accounts.</source>
        <translation>Konto %1: %2. Konten öffnen.</translation>
    </message>
    <message>
        <source>%1 of %2 accounts ready</source>
        <translation>%1 von %2 Konten bereit</translation>
    </message>
    <message>
        <source>%1. Open the accounts.</source>
        <translation>%1. Konten öffnen.</translation>
    </message>
    <message>
        <source>The account is saved.</source>
        <translation>Das Konto ist gespeichert.</translation>
    </message>
    <message>
        <source>Connected to %1.</source>
        <translation>Mit %1 verbunden.</translation>
    </message>
    <message>
        <source>Ready. Calls to %1 ring here.</source>
        <translation>Bereit. Anrufe an %1 klingeln hier.</translation>
    </message>
    <message>
        <source>Waiting to connect to %1…</source>
        <translation>Warten auf die Verbindung zu %1&#xa0;…</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>Verbindung zu %1 wird aufgebaut&#xa0;…</translation>
    </message>
    <message>
        <source>Signing in as %1…</source>
        <translation>Anmeldung als %1&#xa0;…</translation>
    </message>
    <message>
        <source>Signing out…</source>
        <translation>Abmeldung läuft&#xa0;…</translation>
    </message>
    <message>
        <source>%1 did not let us in.</source>
        <translation>%1 hat die Anmeldung abgelehnt.</translation>
    </message>
    <message numerus="yes">
        <source>%n accounts ready</source>
        <translation>
            <numerusform>%n Konto bereit</numerusform>
            <numerusform>%n Konten bereit</numerusform>
        </translation>
    </message>
    <message>
        <source>Try-out</source>
        <translation>Probe</translation>
    </message>
    <message>
        <source>Do not disturb until %1</source>
        <translation>Nicht stören bis %1</translation>
    </message>
    <message>
        <source>Do not disturb until %1: callers hear that you are busy. Open the accounts.</source>
        <translation>Nicht stören bis %1: Anrufer hören, dass besetzt ist. Konten öffnen.</translation>
    </message>
</context>
<context>
    <name>CallActions</name>
    <message>
        <source>There is no call.</source>
        <translation>Es gibt kein Gespräch.</translation>
    </message>
</context>
<context>
    <name>CallPresentation</name>
    <message>
        <source>on %1</source>
        <translation>über %1</translation>
    </message>
    <message>
        <source>Both sides have put the call on hold</source>
        <translation>Beide Seiten halten das Gespräch</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Gehalten</translation>
    </message>
    <message>
        <source>%1 has put you on hold</source>
        <translation>Sie werden von %1 gehalten</translation>
    </message>
    <message>
        <source>You are muted</source>
        <translation>Sie sind stummgeschaltet</translation>
    </message>
    <message>
        <source>The call has ended.</source>
        <translation>Das Gespräch ist beendet.</translation>
    </message>
    <message>
        <source>Not encrypted</source>
        <translation>Nicht verschlüsselt</translation>
    </message>
    <message>
        <source>The sound is not encrypted: whoever sits on the way can listen, as with most telephones.</source>
        <translation>Der Ton ist nicht verschlüsselt: Wer auf dem Weg sitzt, kann mithören, wie bei den meisten Telefonen.</translation>
    </message>
    <message>
        <source>Encrypted to your provider</source>
        <translation>Bis zum Anbieter verschlüsselt</translation>
    </message>
    <message>
        <source>Encrypted, but the key was sent openly</source>
        <translation>Verschlüsselt, Schlüssel offen gesendet</translation>
    </message>
    <message>
        <source>The sound is encrypted as far as your provider, who could listen.</source>
        <translation>Der Ton ist bis zu Ihrem Anbieter verschlüsselt; dieser könnte mithören.</translation>
    </message>
    <message>
        <source>The sound is encrypted, but its key went to the server in the open (SDES without TLS): whoever read it can listen.</source>
        <translation>Der Ton ist verschlüsselt, aber der Schlüssel ging offen an den Server (SDES ohne TLS): Wer ihn gelesen hat, kann mithören.</translation>
    </message>
    <message>
        <source>Encrypted, but nobody vouches for the far end</source>
        <translation>Verschlüsselt, Gegenseite unbestätigt</translation>
    </message>
    <message>
        <source>The sound is encrypted between the two ends (DTLS); your provider vouches for the other.</source>
        <translation>Der Ton ist von Ende zu Ende verschlüsselt (DTLS); für die Gegenseite bürgt Ihr Anbieter.</translation>
    </message>
    <message>
        <source>The sound is encrypted (DTLS), but without TLS to the server somebody on the way could have put himself between.</source>
        <translation>Der Ton ist verschlüsselt (DTLS), aber ohne TLS zum Server könnte sich unterwegs jemand dazwischengeschaltet haben.</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Mikro an</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Let %1 hear you again</source>
        <translation>Stummschaltung für %1 aufheben</translation>
    </message>
    <message>
        <source>Mute your microphone for %1</source>
        <translation>Mikrofon für %1 stummschalten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Halten</translation>
    </message>
    <message>
        <source>Talk to %1 again</source>
        <translation>Gespräch mit %1 fortsetzen</translation>
    </message>
    <message>
        <source>Put %1 on hold</source>
        <translation>Gespräch mit %1 halten</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Show the keypad for tones</source>
        <translation>Tasten für Töne anzeigen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Hang up the call with %1</source>
        <translation>Gespräch mit %1 beenden</translation>
    </message>
    <message>
        <source>Stop calling %1</source>
        <translation>Anruf bei %1 abbrechen</translation>
    </message>
    <message>
        <source>Sending %1 to %2…</source>
        <translation>%1 geht an %2&#xa0;…</translation>
    </message>
    <message>
        <source>%1 is ringing</source>
        <translation>Es klingelt bei %1</translation>
    </message>
    <message>
        <source>%1 is talking to %2</source>
        <translation>%1 spricht mit %2</translation>
    </message>
    <message>
        <source>The answer to the handover: %1.</source>
        <translation>Die Antwort auf das Weiterleiten: %1.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 wants to connect you with %2.</source>
        <translation>%1 möchte Sie mit %2 verbinden.</translation>
    </message>
    <message>
        <source>The answer was %1.</source>
        <translation>Die Antwort war %1.</translation>
    </message>
    <message>
        <source>%1 is calling</source>
        <translation>%1 ruft an</translation>
    </message>
    <message>
        <source>Answering…</source>
        <translation>Wird angenommen&#xa0;…</translation>
    </message>
    <message>
        <source>The phone of %1 is ringing…</source>
        <translation>Es klingelt bei %1&#xa0;…</translation>
    </message>
    <message>
        <source>Calling %1…</source>
        <translation>%1 wird angerufen&#xa0;…</translation>
    </message>
    <message>
        <source>Hanging up…</source>
        <translation>Wird aufgelegt&#xa0;…</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Answer the call from %1</source>
        <translation>Anruf von %1 annehmen</translation>
    </message>
    <message>
        <source>Answer (holds %1)</source>
        <translation>Annehmen (hält %1)</translation>
    </message>
    <message>
        <source>Answer the call from %1 and put %2 on hold</source>
        <translation>Anruf von %1 annehmen und %2 halten</translation>
    </message>
    <message>
        <source>%1 · on hold</source>
        <translation>%1 · gehalten</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Auflegen</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>bei %1</translation>
    </message>
    <message>
        <source>sent on by %1</source>
        <translation>weitergeleitet von %1</translation>
    </message>
    <message>
        <source>Who calls was signed by a provider; this phone does not check the signature.</source>
        <translation>Ein Anbieter hat unterschrieben, wer anruft; dieses Telefon prüft die Unterschrift nicht.</translation>
    </message>
    <message>
        <source>%1 asks to be called at %2 instead.</source>
        <translation>%1 bittet darum, stattdessen unter %2 angerufen zu werden.</translation>
    </message>
    <message>
        <source>Looking for a way to the other phone…</source>
        <translation>Weg zum anderen Telefon wird gesucht&#xa0;…</translation>
    </message>
    <message>
        <source>Setting up the encryption…</source>
        <translation>Verschlüsselung wird eingerichtet&#xa0;…</translation>
    </message>
    <message>
        <source>The connection is interrupted; looking for another way…</source>
        <translation>Die Verbindung ist unterbrochen; ein anderer Weg wird gesucht&#xa0;…</translation>
    </message>
    <message>
        <source>The sound finds no way to the other phone.</source>
        <translation>Der Ton findet keinen Weg zum anderen Telefon.</translation>
    </message>
    <message>
        <source>Encrypted between you and the other phone</source>
        <translation>Verschlüsselt zwischen Ihnen und dem anderen Telefon</translation>
    </message>
    <message>
        <source>T&amp;ry again</source>
        <translation>Er&amp;neut versuchen</translation>
    </message>
    <message>
        <source>Look for a way for the sound again</source>
        <translation>Noch einmal einen Weg für den Ton suchen</translation>
    </message>
    <message>
        <source>%1 · in a conference</source>
        <translation>%1 · in einer Konferenz</translation>
    </message>
    <message numerus="yes">
        <source>In a conference with %1 and %n others</source>
        <translation>
            <numerusform>In einer Konferenz mit %1 und noch jemandem</numerusform>
            <numerusform>In einer Konferenz mit %1 und %n anderen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und noch einer</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>The conference is on hold</source>
        <translation>Die Konferenz wird gehalten</translation>
    </message>
    <message>
        <source>In a conference</source>
        <translation>In einer Konferenz</translation>
    </message>
    <message>
        <source>In a conference with %1</source>
        <translation>In einer Konferenz mit %1</translation>
    </message>
    <message>
        <source>In a conference with %1 and %2</source>
        <translation>In einer Konferenz mit %1 und %2</translation>
    </message>
    <message>
        <source>Merge with %1</source>
        <translation>Mit %1 zusammenlegen</translation>
    </message>
    <message>
        <source>Join %1 and %2 to a conference</source>
        <translation>%1 und %2 zu einer Konferenz verbinden</translation>
    </message>
    <message>
        <source>%1 is in the conference and is speaking</source>
        <translation>%1 ist in der Konferenz und spricht</translation>
    </message>
    <message>
        <source>%1 is in the conference</source>
        <translation>%1 ist in der Konferenz</translation>
    </message>
    <message>
        <source>Talk alone</source>
        <translation>Allein sprechen</translation>
    </message>
    <message>
        <source>Talk to %1 alone; the others are put on hold</source>
        <translation>Mit %1 allein sprechen; die anderen werden gehalten</translation>
    </message>
    <message>
        <source>Leave them to each other</source>
        <translation>Die beiden sich überlassen</translation>
    </message>
    <message>
        <source>Leave: %1 and %2 go on without you</source>
        <translation>Gehen: %1 und %2 sprechen ohne Sie weiter</translation>
    </message>
    <message>
        <source>Let the conference hear you again</source>
        <translation>Sich in der Konferenz wieder hören lassen</translation>
    </message>
    <message>
        <source>Mute your microphone for the whole conference</source>
        <translation>Ihr Mikrofon für die ganze Konferenz stummschalten</translation>
    </message>
    <message>
        <source>Talk to the conference again</source>
        <translation>Wieder mit der Konferenz sprechen</translation>
    </message>
    <message>
        <source>Put the whole conference on hold</source>
        <translation>Die ganze Konferenz halten</translation>
    </message>
    <message>
        <source>%1 Then %2 is sent.</source>
        <translation>%1 Danach wird %2 gesendet.</translation>
    </message>
    <message>
        <source>%1 is sent in a moment</source>
        <translation>%1 wird gleich gesendet</translation>
    </message>
    <message>
        <source>Go on with what was dialled?</source>
        <translation>Mit dem Gewählten weitermachen?</translation>
    </message>
    <message>
        <source>Send %1?</source>
        <translation>%1 senden?</translation>
    </message>
    <message>
        <source>You are talking, but muted.</source>
        <translation>Sie sprechen, sind aber stumm.</translation>
    </message>
    <message>
        <source>&amp;Unmute</source>
        <translation>Mikro &amp;an</translation>
    </message>
    <message>
        <source>%1 · recording</source>
        <translation>%1 · wird aufgenommen</translation>
    </message>
</context>
<context>
    <name>CallStrip</name>
    <message>
        <source>In a call with %1</source>
        <translation>Im Gespräch mit %1</translation>
    </message>
    <message>
        <source>In a call with %1. %2</source>
        <translation>Im Gespräch mit %1. %2</translation>
    </message>
    <message>
        <source>In a conference. %1 is speaking</source>
        <translation>In einer Konferenz. %1 spricht</translation>
    </message>
    <message>
        <source>Hand %1 over to somebody else</source>
        <translation>%1 an jemand anderen weitergeben</translation>
    </message>
</context>
<context>
    <name>ConsultPresentation</name>
    <message>
        <source>held</source>
        <comment>of a call</comment>
        <translation>gehalten</translation>
    </message>
    <message>
        <source>holds you</source>
        <comment>of a call</comment>
        <translation>hält Sie</translation>
    </message>
    <message>
        <source>muted</source>
        <comment>of a call</comment>
        <translation>stumm</translation>
    </message>
    <message>
        <source>talking</source>
        <comment>of a call</comment>
        <translation>spricht</translation>
    </message>
    <message>
        <source>hanging up…</source>
        <comment>of a call</comment>
        <translation>legt auf …</translation>
    </message>
    <message>
        <source>ringing…</source>
        <comment>of a call</comment>
        <translation>klingelt …</translation>
    </message>
    <message>
        <source>calling…</source>
        <comment>of a call</comment>
        <translation>ruft an …</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a name and what is with the call</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Connect %1 with %2 and leave the call</source>
        <translation>%1 mit %2 verbinden und das Gespräch verlassen</translation>
    </message>
    <message>
        <source>Send %1 to %2, whose phone is ringing</source>
        <translation>%1 zu %2 senden, dessen Telefon klingelt</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Tauschen</translation>
    </message>
    <message>
        <source>Talk to %1; %2 waits</source>
        <translation>Mit %1 sprechen; %2 wartet</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Zusammen</translation>
    </message>
    <message>
        <source>Talk to %1 and %2 together</source>
        <translation>Mit %1 und %2 zusammen sprechen</translation>
    </message>
    <message>
        <source>Drop %1</source>
        <translation>%1 auflegen</translation>
    </message>
    <message>
        <source>Hang up %1 and go back to %2</source>
        <translation>%1 auflegen und zurück zu %2</translation>
    </message>
    <message>
        <source>Connecting %1 with %2…</source>
        <translation>%1 wird mit %2 verbunden …</translation>
    </message>
    <message>
        <source>The phone of %1 cannot be handed over: merge the calls instead.</source>
        <translation>Das Telefon von %1 lässt sich nicht weitergeben: legen Sie die Gespräche zusammen.</translation>
    </message>
    <message>
        <source>Enter connects them, Esc goes back to %1</source>
        <translation>Enter verbindet die beiden, Esc führt zurück zu %1</translation>
    </message>
    <message>
        <source>Enter sends %1 there at once, Esc goes back</source>
        <translation>Enter sendet %1 sofort dorthin, Esc führt zurück</translation>
    </message>
    <message>
        <source>%1 hung up. %2 is back with you.</source>
        <translation>%1 hat aufgelegt. %2 ist wieder bei Ihnen.</translation>
    </message>
    <message>
        <source>%1 %2 is back with you.</source>
        <comment>what went wrong, a name</comment>
        <translation>%1 %2 ist wieder bei Ihnen.</translation>
    </message>
</context>
<context>
    <name>KeyTable</name>
    <message>
        <source>Mute or unmute your microphone</source>
        <translation>Mikrofon stummschalten oder wieder einschalten</translation>
    </message>
    <message>
        <source>Hold or resume the call</source>
        <translation>Gespräch halten oder fortsetzen</translation>
    </message>
    <message>
        <source>Show or hide the keypad</source>
        <translation>Tastenfeld zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Record the call, or stop it</source>
        <translation>Das Gespräch aufnehmen, oder damit aufhören</translation>
    </message>
    <message>
        <source>0–9 * #</source>
        <translation>0–9 * #</translation>
    </message>
    <message>
        <source>Send a tone</source>
        <translation>Einen Ton senden</translation>
    </message>
    <message>
        <source>Hand the call over: type a name or number</source>
        <translation>Weitergeben: Namen oder Nummer eingeben</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>In the field or on a name: do the first verb printed there (Send)</source>
        <translation>Im Feld oder auf einem Namen: tut das Erste, was dort steht (Senden)</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Strg+Enter</translation>
    </message>
    <message>
        <source>In the field or on a name: do the other verb (Ask first)</source>
        <translation>Im Feld oder auf einem Namen: tut das andere (erst fragen)</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Take back what is being sent</source>
        <translation>Zurücknehmen, was gesendet wird</translation>
    </message>
    <message>
        <source>While asking: connect the two</source>
        <translation>Beim Fragen: die beiden verbinden</translation>
    </message>
    <message>
        <source>While asking: go back to the first call</source>
        <translation>Beim Fragen: zurück zum ersten Gespräch</translation>
    </message>
    <message>
        <source>While asking: talk to the other one</source>
        <translation>Beim Fragen: mit dem anderen sprechen</translation>
    </message>
    <message>
        <source>Show or hide the small strip that stays on top</source>
        <translation>Die kleine Leiste zeigen oder verbergen, die obenauf bleibt</translation>
    </message>
    <message>
        <source>Answer the call that rings longest</source>
        <translation>Den am längsten klingelnden Anruf annehmen</translation>
    </message>
    <message>
        <source>Decline the call that rings longest</source>
        <translation>Den am längsten klingelnden Anruf ablehnen</translation>
    </message>
    <message>
        <source>Esc twice</source>
        <translation>zweimal Esc</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Auflegen</translation>
    </message>
    <message>
        <source>Close the window; the call goes on</source>
        <translation>Fenster schließen; das Gespräch geht weiter</translation>
    </message>
    <message>
        <source>Show this list</source>
        <translation>Diese Liste zeigen</translation>
    </message>
    <message>
        <source>Call what was typed or chosen</source>
        <translation>Anrufen, was eingegeben oder gewählt ist</translation>
    </message>
    <message>
        <source>Go to the field for names and numbers</source>
        <translation>Zum Feld für Namen und Nummern</translation>
    </message>
    <message>
        <source>Open the menu</source>
        <translation>Menü öffnen</translation>
    </message>
    <message>
        <source>Open the settings</source>
        <translation>Einstellungen öffnen</translation>
    </message>
    <message>
        <source>Leave a page, or close a notice</source>
        <translation>Eine Seite verlassen oder einen Hinweis schließen</translation>
    </message>
    <message>
        <source>Close the window; calls go on</source>
        <translation>Fenster schließen; Gespräche gehen weiter</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>On a favourite: change its name</source>
        <translation>Auf einem Favoriten: seinen Namen ändern</translation>
    </message>
</context>
<context>
    <name>LampPresentation</name>
    <message>
        <source>free</source>
        <comment>whether somebody can be called</comment>
        <translation>frei</translation>
    </message>
    <message>
        <source>ringing</source>
        <comment>whether somebody can be called</comment>
        <translation>klingelt</translation>
    </message>
    <message>
        <source>called by %1</source>
        <comment>whether somebody can be called</comment>
        <translation>wird von %1 angerufen</translation>
    </message>
    <message>
        <source>busy</source>
        <comment>whether somebody can be called</comment>
        <translation>besetzt</translation>
    </message>
    <message>
        <source>talking to %1</source>
        <comment>whether somebody can be called</comment>
        <translation>spricht mit %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a sentence, whether somebody can be called</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Call %1</source>
        <translation>%1 anrufen</translation>
    </message>
    <message>
        <source>Pick up the call for %1</source>
        <translation>Den Anruf für %1 heranholen</translation>
    </message>
</context>
<context>
    <name>PastCallPresentation</name>
    <message>
        <source>Handed to you by %1.</source>
        <translation>Übergeben von %1.</translation>
    </message>
    <message>
        <source>You handed it over to %1.</source>
        <translation>Sie haben es an %1 übergeben.</translation>
    </message>
    <message>
        <source>The file %1 is no longer there. It was moved, renamed or deleted: look for it in %2 or in the waste bin.</source>
        <translation>Die Datei %1 ist nicht mehr da. Sie wurde verschoben, umbenannt oder gelöscht: Suchen Sie sie in %2 oder im Papierkorb.</translation>
    </message>
    <message>
        <source>It lasted %1.</source>
        <translation>Es dauerte %1.</translation>
    </message>
    <message>
        <source>Recording %1 of %2</source>
        <translation>Aufnahme %1 von %2</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
</context>
<context>
    <name>QualityPresentation</name>
    <message>
        <source>The sound is good.</source>
        <translation>Die Tonqualität ist gut.</translation>
    </message>
    <message>
        <source>The sound is fair: some of it is lost on the way.</source>
        <translation>Die Tonqualität ist mäßig: Ein Teil geht unterwegs verloren.</translation>
    </message>
    <message>
        <source>The sound is poor: much of it is lost on the way.</source>
        <translation>Die Tonqualität ist schlecht: Vieles geht unterwegs verloren.</translation>
    </message>
    <message>
        <source>&amp;Connect the sound anew</source>
        <translation>Ton neu &amp;verbinden</translation>
    </message>
    <message>
        <source>Look for a way for the sound again</source>
        <translation>Noch einmal einen Weg für den Ton suchen</translation>
    </message>
    <message>
        <source>Use the re&amp;lay</source>
        <translation>Das Re&amp;lay benutzen</translation>
    </message>
    <message>
        <source>Send the sound by way of the relay server</source>
        <translation>Den Ton über den Relay-Server senden</translation>
    </message>
    <message>
        <source>Choose a &amp;microphone</source>
        <translation>&amp;Mikrofon wählen</translation>
    </message>
    <message>
        <source>Open the settings to choose another microphone</source>
        <translation>Die Einstellungen öffnen, um ein anderes Mikrofon zu wählen</translation>
    </message>
    <message>
        <source>Choose a &amp;loudspeaker</source>
        <translation>&amp;Lautsprecher wählen</translation>
    </message>
    <message>
        <source>Open the settings to choose another loudspeaker</source>
        <translation>Die Einstellungen öffnen, um einen anderen Lautsprecher zu wählen</translation>
    </message>
    <message>
        <source>&amp;Unmute the microphone</source>
        <translation>Mikrofon ein&amp;schalten</translation>
    </message>
    <message>
        <source>Unmute your microphone in this call</source>
        <translation>Ihr Mikrofon in diesem Gespräch wieder einschalten</translation>
    </message>
    <message>
        <source>&amp;Unmute it</source>
        <translation>Ein&amp;schalten</translation>
    </message>
    <message>
        <source>Unmute the device in the settings of this computer</source>
        <translation>Das Gerät in den Einstellungen dieses Rechners wieder einschalten</translation>
    </message>
    <message>
        <source>&amp;Resume the call</source>
        <translation>Gespräch &amp;fortsetzen</translation>
    </message>
    <message>
        <source>Take the call off hold</source>
        <translation>Das Gespräch aus der Warteschleife holen</translation>
    </message>
    <message>
        <source>Codec: %1.</source>
        <translation>Codec: %1.</translation>
    </message>
</context>
<context>
    <name>QualityWords</name>
    <message>
        <source>You hear them well</source>
        <translation>Sie hören die andere Seite gut</translation>
    </message>
    <message>
        <source>You hear them with gaps</source>
        <translation>Sie hören die andere Seite mit Lücken</translation>
    </message>
    <message>
        <source>You hear them badly</source>
        <translation>Sie hören die andere Seite schlecht</translation>
    </message>
    <message>
        <source>they hear you well</source>
        <translation>sie hört Sie gut</translation>
    </message>
    <message>
        <source>they hear you with gaps</source>
        <translation>sie hört Sie mit Lücken</translation>
    </message>
    <message>
        <source>they hear you badly</source>
        <translation>sie hört Sie schlecht</translation>
    </message>
    <message>
        <source>They hear you well.</source>
        <translation>Die andere Seite hört Sie gut.</translation>
    </message>
    <message>
        <source>They hear you with gaps.</source>
        <translation>Die andere Seite hört Sie mit Lücken.</translation>
    </message>
    <message>
        <source>They hear you badly.</source>
        <translation>Die andere Seite hört Sie schlecht.</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>fair</source>
        <translation>mäßig</translation>
    </message>
    <message>
        <source>poor</source>
        <translation>schlecht</translation>
    </message>
    <message>
        <source>%1; how they hear you is not known.</source>
        <translation>%1; wie sie Sie hört, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>%1; %2.</source>
        <translation>%1; %2.</translation>
    </message>
    <message>
        <source>The sound was %1.</source>
        <translation>Der Ton war %1.</translation>
    </message>
    <message>
        <source>The sound was %1, at its worst %2.</source>
        <translation>Der Ton war %1, im schlechtesten Augenblick %2.</translation>
    </message>
</context>
<context>
    <name>QuietTime</name>
    <message>
        <source>Until %1</source>
        <translation>Bis %1</translation>
    </message>
    <message>
        <source>Until &amp;tomorrow %1</source>
        <translation>Bis &amp;morgen %1</translation>
    </message>
    <message>
        <source>Until %1 %2</source>
        <translation>Bis %1 %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>RecentModel</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>verpasst</translation>
    </message>
    <message>
        <source>declined</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>besetzt</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>nicht angenommen</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 called you and you spoke.</source>
        <translation>%1 hat Sie angerufen und Sie haben gesprochen.</translation>
    </message>
    <message>
        <source>You called %1 and spoke.</source>
        <translation>Sie haben %1 angerufen und gesprochen.</translation>
    </message>
    <message>
        <source>You missed a call from %1.</source>
        <translation>Sie haben einen Anruf von %1 verpasst.</translation>
    </message>
    <message>
        <source>You declined a call from %1.</source>
        <translation>Sie haben einen Anruf von %1 abgelehnt.</translation>
    </message>
    <message>
        <source>%1 declined your call.</source>
        <translation>%1 hat Ihren Anruf abgelehnt.</translation>
    </message>
    <message>
        <source>%1 called while you were busy.</source>
        <translation>%1 hat angerufen, als bei Ihnen besetzt war.</translation>
    </message>
    <message>
        <source>You called %1, who was busy.</source>
        <translation>Sie haben %1 angerufen, es war besetzt.</translation>
    </message>
    <message>
        <source>You did not answer %1.</source>
        <translation>Sie haben den Anruf von %1 nicht angenommen.</translation>
    </message>
    <message>
        <source>You called %1, who did not answer.</source>
        <translation>Sie haben %1 angerufen, niemand hat sich gemeldet.</translation>
    </message>
    <message>
        <source>%1 gave up calling you.</source>
        <translation>%1 hat den Anruf bei Ihnen abgebrochen.</translation>
    </message>
    <message>
        <source>You gave up calling %1.</source>
        <translation>Sie haben den Anruf bei %1 abgebrochen.</translation>
    </message>
    <message>
        <source>A call with %1 failed.</source>
        <translation>Ein Anruf mit %1 ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Call %1.</source>
        <translation>%1 anrufen.</translation>
    </message>
    <message>
        <source>%1 · recorded</source>
        <translation>%1 · aufgenommen</translation>
    </message>
    <message>
        <source>%1 %2. Enter calls back, the right arrow tells more.</source>
        <translation>%1 %2. Die Eingabetaste ruft zurück, der Pfeil nach rechts sagt mehr.</translation>
    </message>
    <message>
        <source>%1 %2. Enter calls back, the left arrow tells more.</source>
        <translation>%1 %2. Die Eingabetaste ruft zurück, der Pfeil nach links sagt mehr.</translation>
    </message>
</context>
<context>
    <name>RecordingPresentation</name>
    <message>
        <source>Starting to record…</source>
        <translation>Die Aufnahme beginnt…</translation>
    </message>
    <message>
        <source>The recording of the call with %1 begins.</source>
        <translation>Die Aufnahme des Gesprächs mit %1 beginnt.</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>The call with %1 is being recorded.</source>
        <translation>Das Gespräch mit %1 wird aufgenommen.</translation>
    </message>
    <message>
        <source>Recording paused</source>
        <translation>Aufnahme angehalten</translation>
    </message>
    <message>
        <source>The recording of the call with %1 is paused.</source>
        <translation>Die Aufnahme des Gesprächs mit %1 ist angehalten.</translation>
    </message>
    <message>
        <source>Finishing the recording…</source>
        <translation>Die Aufnahme wird abgeschlossen…</translation>
    </message>
    <message>
        <source>The recording of the call with %1 is being finished.</source>
        <translation>Die Aufnahme des Gesprächs mit %1 wird abgeschlossen.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Stop recording the call with %1</source>
        <translation>Die Aufnahme des Gesprächs mit %1 beenden</translation>
    </message>
    <message>
        <source>Record the call with %1</source>
        <translation>Das Gespräch mit %1 aufnehmen</translation>
    </message>
    <message>
        <source>Go o&amp;n</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>An&amp;halten</translation>
    </message>
    <message>
        <source>Go on recording the call with %1</source>
        <translation>Das Gespräch mit %1 weiter aufnehmen</translation>
    </message>
    <message>
        <source>Pause the recording of the call with %1</source>
        <translation>Die Aufnahme des Gesprächs mit %1 anhalten</translation>
    </message>
</context>
<context>
    <name>SelfTest</name>
    <message>
        <source>A call came in between; the rest was not tried.</source>
        <translation>Ein Anruf kam dazwischen; der Rest wurde nicht geprüft.</translation>
    </message>
    <message>
        <source>No encrypted sound came through this phone&apos;s own media stack.</source>
        <translation>Durch das eigene Tonsystem dieses Telefons kam kein verschlüsselter Ton.</translation>
    </message>
    <message>
        <source>Encrypted sound goes through this phone&apos;s own media stack.</source>
        <translation>Verschlüsselter Ton kommt durch das eigene Tonsystem dieses Telefons.</translation>
    </message>
    <message>
        <source>This phone&apos;s own media stack is slow: the computer may be busy.</source>
        <translation>Das eigene Tonsystem dieses Telefons ist langsam: Vielleicht ist der Rechner ausgelastet.</translation>
    </message>
    <message>
        <source>Nothing is lost on this computer.</source>
        <translation>Auf diesem Rechner geht nichts verloren.</translation>
    </message>
    <message>
        <source>Packets are lost on this computer: it may be busy.</source>
        <translation>Auf diesem Rechner gehen Pakete verloren: Vielleicht ist er ausgelastet.</translation>
    </message>
    <message>
        <source>This is how loud a tone arrives.</source>
        <translation>So laut kommt ein Ton an.</translation>
    </message>
    <message>
        <source>The loudspeaker takes the sound.</source>
        <translation>Der Lautsprecher nimmt den Ton an.</translation>
    </message>
    <message>
        <source>The loudspeaker takes no sound.</source>
        <translation>Der Lautsprecher nimmt keinen Ton an.</translation>
    </message>
    <message>
        <source>No microphone is chosen.</source>
        <translation>Es ist kein Mikrofon ausgewählt.</translation>
    </message>
    <message>
        <source>The microphone gives no sound.</source>
        <translation>Das Mikrofon liefert keinen Ton.</translation>
    </message>
    <message>
        <source>The microphone gives nothing but silence: it may have a switch, or be the wrong one.</source>
        <translation>Das Mikrofon liefert nur Stille: Vielleicht hat es einen Schalter, oder es ist das falsche.</translation>
    </message>
    <message>
        <source>The microphone works; it is loud where you are.</source>
        <translation>Das Mikrofon funktioniert; bei Ihnen ist es laut.</translation>
    </message>
    <message>
        <source>The microphone works, and it is quiet where you are.</source>
        <translation>Das Mikrofon funktioniert, und bei Ihnen ist es ruhig.</translation>
    </message>
    <message>
        <source>There is no loop from loudspeaker to microphone: one of the two is a file, a tone or nothing.</source>
        <translation>Es gibt keinen Weg vom Lautsprecher zum Mikrofon: Eines der beiden ist eine Datei, ein Dauerton oder nichts.</translation>
    </message>
    <message>
        <source>The microphone does not hear the loudspeaker: right with a headset, else one of the two is muted.</source>
        <translation>Das Mikrofon hört den Lautsprecher nicht: Mit einem Headset ist das richtig, sonst ist eines der beiden stumm.</translation>
    </message>
    <message>
        <source>The other side hears no echo of itself.</source>
        <translation>Die Gegenseite hört kein Echo von sich.</translation>
    </message>
    <message>
        <source>So long does sound take from this phone to the loudspeaker, and from the microphone back.</source>
        <translation>So lange braucht der Ton von diesem Telefon zum Lautsprecher und vom Mikrofon zurück.</translation>
    </message>
    <message>
        <source>The microphone hears the loudspeaker well: leave the echo cancellation on, or use a headset.</source>
        <translation>Das Mikrofon hört den Lautsprecher gut: Lassen Sie die Echounterdrückung an, oder nehmen Sie ein Headset.</translation>
    </message>
    <message>
        <source>The microphone hears little of the loudspeaker.</source>
        <translation>Das Mikrofon hört wenig vom Lautsprecher.</translation>
    </message>
    <message>
        <source>Microphone and loudspeaker were not tried: this phone&apos;s own media stack is stuck.</source>
        <translation>Mikrofon und Lautsprecher wurden nicht geprüft: Die Tonverarbeitung dieses Telefons hängt.</translation>
    </message>
    <message>
        <source>The microphone is muted in the settings of this computer.</source>
        <translation>Das Mikrofon ist in den Einstellungen dieses Computers stummgeschaltet.</translation>
    </message>
    <message>
        <source>The microphone gives less sound than it should, or breaks off.</source>
        <translation>Das Mikrofon liefert weniger Ton, als es sollte, oder bricht ab.</translation>
    </message>
    <message>
        <source>No loudspeaker is chosen.</source>
        <translation>Es ist kein Lautsprecher ausgewählt.</translation>
    </message>
    <message>
        <source>The loudspeaker is muted in the settings of this computer.</source>
        <translation>Der Lautsprecher ist in den Einstellungen dieses Computers stummgeschaltet.</translation>
    </message>
    <message>
        <source>The loudspeaker takes less sound than it should, or breaks off.</source>
        <translation>Der Lautsprecher nimmt weniger Ton an, als er sollte, oder bricht ab.</translation>
    </message>
    <message>
        <source>This was not measured: the microphone does not work.</source>
        <translation>Das wurde nicht gemessen: Das Mikrofon funktioniert nicht.</translation>
    </message>
    <message>
        <source>This was not measured: the loudspeaker does not work.</source>
        <translation>Das wurde nicht gemessen: Der Lautsprecher funktioniert nicht.</translation>
    </message>
    <message>
        <source>This was not measured: no encrypted sound came through.</source>
        <translation>Das wurde nicht gemessen: Es kam kein verschlüsselter Ton durch.</translation>
    </message>
    <message>
        <source>A tone arrives far too quiet.</source>
        <translation>Ein Ton kommt viel zu leise an.</translation>
    </message>
    <message>
        <source>This is being tried.</source>
        <translation>Das wird gerade geprüft.</translation>
    </message>
</context>
<context>
    <name>SelfTestPresentation</name>
    <message>
        <source>Sound through this phone</source>
        <translation>Ton durch dieses Telefon</translation>
    </message>
    <message>
        <source>Lost on the way</source>
        <translation>Unterwegs verloren</translation>
    </message>
    <message>
        <source>Loudness of a tone</source>
        <translation>Lautstärke eines Tons</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Loudspeaker</source>
        <translation>Lautsprecher</translation>
    </message>
    <message>
        <source>From loudspeaker to microphone</source>
        <translation>Vom Lautsprecher zum Mikrofon</translation>
    </message>
    <message>
        <source>Echo</source>
        <translation>Echo</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>all right</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>not right</source>
        <translation>nicht in Ordnung</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation>%1: %2. %3</translation>
    </message>
    <message>
        <source>&amp;Start the test</source>
        <translation>&amp;Prüfung beginnen</translation>
    </message>
    <message>
        <source>Tries out microphone, loudspeaker and this phone&apos;s own network in a few seconds. You will hear a short chirp.</source>
        <translation>Prüft in einigen Sekunden Mikrofon, Lautsprecher und das Netz dieses Telefons. Sie hören dabei ein kurzes Zirpen.</translation>
    </message>
    <message>
        <source>Testing: be quiet for a few seconds…</source>
        <translation>Die Prüfung läuft: Bitte einige Sekunden still sein…</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <source>A call is under way and has the sound. The test can start when the call is over.</source>
        <translation>Ein Gespräch läuft und braucht den Ton. Die Prüfung kann beginnen, wenn es zu Ende ist.</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>Alles ist in Ordnung.</translation>
    </message>
    <message>
        <source>Something is not right:</source>
        <translation>Etwas ist nicht in Ordnung:</translation>
    </message>
    <message>
        <source>&amp;Test again</source>
        <translation>Noch einmal &amp;prüfen</translation>
    </message>
    <message>
        <source>The sound cannot be tested now; perhaps another test is under way.</source>
        <translation>Der Ton kann jetzt nicht geprüft werden; vielleicht läuft schon eine andere Prüfung.</translation>
    </message>
    <message>
        <source>being tried</source>
        <translation>wird gerade geprüft</translation>
    </message>
    <message>
        <source>The test was stopped.</source>
        <translation>Die Prüfung wurde angehalten.</translation>
    </message>
</context>
<context>
    <name>SettingSections</name>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>%n Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>Nicht stören</translation>
    </message>
    <message>
        <source>busy quiet dnd hours minutes</source>
        <translation>besetzt Ruhe Stunden Minuten dnd</translation>
    </message>
    <message>
        <source>Off: calls ring</source>
        <translation>Aus: Anrufe klingeln</translation>
    </message>
    <message>
        <source>On, until I switch it off</source>
        <translation>An, bis ich es ausschalte</translation>
    </message>
    <message numerus="yes">
        <source>For %n hours</source>
        <translation>
            <numerusform>Für %n Stunde</numerusform>
            <numerusform>Für %n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For %n minutes</source>
        <translation>
            <numerusform>Für %n Minute</numerusform>
            <numerusform>Für %n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>Ends by itself at %1.</source>
        <translation>Endet von selbst: %1.</translation>
    </message>
    <message>
        <source>busy quiet dnd</source>
        <translation>besetzt Ruhe dnd</translation>
    </message>
    <message>
        <source>What callers hear meanwhile</source>
        <translation>Was Anrufer währenddessen hören</translation>
    </message>
    <message>
        <source>do not disturb code dnd</source>
        <translation>nicht stören Kennzahl dnd</translation>
    </message>
    <message>
        <source>I am busy</source>
        <translation>Ich bin besetzt</translation>
    </message>
    <message>
        <source>I am not there for now</source>
        <translation>Ich bin gerade nicht da</translation>
    </message>
    <message>
        <source>I am busy everywhere: no other phone rings on</source>
        <translation>Ich bin überall besetzt: kein anderes Telefon klingelt weiter</translation>
    </message>
    <message>
        <source>I decline: no other phone rings on</source>
        <translation>Ich lehne ab: kein anderes Telefon klingelt weiter</translation>
    </message>
    <message>
        <source>One a line: a number, a name, name@domain, @domain, or with * for anything.</source>
        <translation>Je Zeile: eine Nummer, ein Name, name@domain, @domain, oder mit * für Beliebiges.</translation>
    </message>
    <message>
        <source>forward divert call forwarding</source>
        <translation>weiterleiten umleiten Rufumleitung</translation>
    </message>
    <message>
        <source>Send all calls on to</source>
        <translation>Alle Anrufe weiterleiten an</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemanden</translation>
    </message>
    <message>
        <source>Send calls on while I am busy to</source>
        <translation>Anrufe, während ich besetzt bin, weiterleiten an</translation>
    </message>
    <message>
        <source>Send calls on that I do not answer to</source>
        <translation>Anrufe, die ich nicht annehme, weiterleiten an</translation>
    </message>
    <message>
        <source>Not answered means after</source>
        <translation>Nicht angenommen heißt nach</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Gespräche</translation>
    </message>
    <message>
        <source>Show the keypad below the field</source>
        <translation>Die Tasten unter dem Feld zeigen</translation>
    </message>
    <message>
        <source>dial pad digits</source>
        <translation>Wähltasten Ziffern</translation>
    </message>
    <message>
        <source>When I click a telephone number elsewhere</source>
        <translation>Wenn ich anderswo eine Telefonnummer anklicke</translation>
    </message>
    <message>
        <source>link tel sip callto browser</source>
        <translation>Verweis Link tel sip callto Browser</translation>
    </message>
    <message>
        <source>Put it into the field and ask me</source>
        <translation>Ins Feld setzen und mich fragen</translation>
    </message>
    <message>
        <source>Call it at once</source>
        <translation>Sofort anrufen</translation>
    </message>
    <message>
        <source>Rewrite what I dial</source>
        <translation>Umschreiben, was ich wähle</translation>
    </message>
    <message>
        <source>One rule a line, as 0=&gt;+49: numbers that begin with 0 are dialled with +49 instead. X stands for any digit, $ for the end of the number. The first that fits holds.</source>
        <translation>Je Zeile eine Regel, etwa 0=&gt;+49: Nummern, die mit 0 beginnen, werden stattdessen mit +49 gewählt. X steht für eine beliebige Ziffer, $ für das Ende der Nummer. Die erste passende gilt.</translation>
    </message>
    <message>
        <source>dial plan rule prefix area code outside line</source>
        <translation>Wählplan Wählregel Vorwahl Ortsvorwahl Amtsholung</translation>
    </message>
    <message>
        <source>Incoming calls</source>
        <translation>Ankommende Anrufe</translation>
    </message>
    <message>
        <source>Show a call that comes in</source>
        <translation>Einen ankommenden Anruf zeigen</translation>
    </message>
    <message>
        <source>popup notification alert</source>
        <translation>Fenster Benachrichtigung Hinweis</translation>
    </message>
    <message>
        <source>In a small window</source>
        <translation>In einem kleinen Fenster</translation>
    </message>
    <message>
        <source>As a notification of the desktop</source>
        <translation>Als Benachrichtigung des Desktops</translation>
    </message>
    <message>
        <source>As both</source>
        <translation>Als beides</translation>
    </message>
    <message>
        <source>Ans&amp;wer by itself</source>
        <translation>Automatisch &amp;annehmen</translation>
    </message>
    <message>
        <source>auto answer automatic</source>
        <translation>automatisch annehmen</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>Sofort</translation>
    </message>
    <message>
        <source>After 5 seconds</source>
        <translation>Nach 5 Sekunden</translation>
    </message>
    <message>
        <source>After 10 seconds</source>
        <translation>Nach 10 Sekunden</translation>
    </message>
    <message>
        <source>After 20 seconds</source>
        <translation>Nach 20 Sekunden</translation>
    </message>
    <message>
        <source>Only for these callers</source>
        <translation>Nur bei diesen Anrufern</translation>
    </message>
    <message>
        <source>Empty: for everybody.</source>
        <translation>Leer: bei allen.</translation>
    </message>
    <message>
        <source>Answer by itself where one of these callers asks for it</source>
        <translation>Von selbst annehmen, wenn einer dieser Anrufer darum bittet</translation>
    </message>
    <message>
        <source>Intercoms and door phones do.</source>
        <translation>Sprechanlagen und Türtelefone tun das.</translation>
    </message>
    <message>
        <source>auto answer intercom header</source>
        <translation>automatisch annehmen Sprechanlage</translation>
    </message>
    <message>
        <source>Never ring for</source>
        <translation>Nie klingeln bei</translation>
    </message>
    <message>
        <source>block list blacklist spam</source>
        <translation>Sperrliste blockieren Spam</translation>
    </message>
    <message>
        <source>Ring only for calls to my own address</source>
        <translation>Nur bei Anrufen an meine eigene Adresse klingeln</translation>
    </message>
    <message>
        <source>What searches the net for telephones is turned away.</source>
        <translation>Was das Netz nach Telefonen absucht, wird abgewiesen.</translation>
    </message>
    <message>
        <source>scanner spam strict ghost</source>
        <translation>Scanner Spam Geisteranrufe</translation>
    </message>
    <message>
        <source>Handing over</source>
        <translation>Übergeben</translation>
    </message>
    <message>
        <source>transfer forward refer</source>
        <translation>vermitteln weiterverbinden Transfer</translation>
    </message>
    <message>
        <source>Enter in the field of a call</source>
        <translation>Die Eingabetaste im Feld eines Gesprächs</translation>
    </message>
    <message>
        <source>Sends the caller on at once</source>
        <translation>Gibt den Anrufer sofort weiter</translation>
    </message>
    <message>
        <source>Asks there first</source>
        <translation>Fragt dort zuerst</translation>
    </message>
    <message>
        <source>A handover can be taken back for</source>
        <translation>Eine Übergabe kann zurückgenommen werden</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>rückgängig</translation>
    </message>
    <message>
        <source>No time: it begins at once</source>
        <translation>Gar nicht: sie beginnt sofort</translation>
    </message>
    <message>
        <source>1 second</source>
        <translation>1 Sekunde lang</translation>
    </message>
    <message>
        <source>Code of the exchange for handing over</source>
        <translation>Kennzahl der Anlage zum Übergeben</translation>
    </message>
    <message>
        <source>For exchanges that know no other way, as *2 of Asterisk.</source>
        <translation>Für Anlagen, die es nicht anders können, etwa *2 bei Asterisk.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>When somebody wants to &amp;hand me over</source>
        <translation>Wenn mich jemand weiter&amp;leiten will</translation>
    </message>
    <message>
        <source>Ask me</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Always let them</source>
        <translation>Immer erlauben</translation>
    </message>
    <message>
        <source>Never let them</source>
        <translation>Nie erlauben</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>record file</source>
        <translation>aufnehmen aufzeichnen Mitschnitt Datei</translation>
    </message>
    <message>
        <source>Folder for recordings</source>
        <translation>Ordner für Aufnahmen</translation>
    </message>
    <message>
        <source>Carillon, in the folder for music</source>
        <translation>Carillon, im Ordner für Musik</translation>
    </message>
    <message>
        <source>Kept as</source>
        <translation>Abgelegt als</translation>
    </message>
    <message>
        <source>Opus: small files</source>
        <translation>Opus: kleine Dateien</translation>
    </message>
    <message>
        <source>WAV: for every program</source>
        <translation>WAV: für jedes Programm</translation>
    </message>
    <message>
        <source>Fineness of recordings</source>
        <translation>Feinheit der Aufnahmen</translation>
    </message>
    <message>
        <source>sample rate</source>
        <translation>Abtastrate</translation>
    </message>
    <message>
        <source>48 kHz: all that is heard</source>
        <translation>48 kHz: alles, was man hört</translation>
    </message>
    <message>
        <source>16 kHz: enough for speech</source>
        <translation>16 kHz: genug für Sprache</translation>
    </message>
    <message>
        <source>Both sides hear a tone each 15 seconds</source>
        <translation>Beide Seiten hören alle 15 Sekunden einen Ton</translation>
    </message>
    <message>
        <source>In many countries everybody has to know that the call is recorded.</source>
        <translation>In vielen Ländern müssen alle wissen, dass das Gespräch aufgenommen wird.</translation>
    </message>
    <message>
        <source>beep consent law</source>
        <translation>Piepton Einwilligung Gesetz</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>Desktop</translation>
    </message>
    <message>
        <source>&amp;Keep running in the tray when the window is closed</source>
        <translation>Nach dem Schließen des Fensters im &amp;Infobereich weiterlaufen</translation>
    </message>
    <message>
        <source>Show a narrow strip with the call above all windows</source>
        <translation>Einen schmalen Streifen mit dem Gespräch über allen Fenstern zeigen</translation>
    </message>
    <message>
        <source>always on top small</source>
        <translation>immer im Vordergrund klein</translation>
    </message>
    <message>
        <source>Pause music and films during calls</source>
        <translation>Musik und Filme während Gesprächen anhalten</translation>
    </message>
    <message>
        <source>player MPRIS</source>
        <translation>Wiedergabe MPRIS</translation>
    </message>
    <message>
        <source>Keep the computer awake during calls</source>
        <translation>Den Rechner während Gesprächen wach halten</translation>
    </message>
    <message>
        <source>sleep screen</source>
        <translation>Ruhezustand Bildschirm</translation>
    </message>
    <message>
        <source>Obey the buttons of a headset</source>
        <translation>Auf die Tasten eines Headsets hören</translation>
    </message>
    <message>
        <source>Hook and mute, where the headset has them.</source>
        <translation>Gabel und Stumm, wo das Headset sie hat.</translation>
    </message>
    <message>
        <source>HID hook Jabra Plantronics</source>
        <translation>HID Gabel Jabra Plantronics</translation>
    </message>
    <message>
        <source>hotkey shortcut global keyboard</source>
        <translation>Tastenkürzel Kurzbefehl global Tastatur</translation>
    </message>
    <message>
        <source>Obey keys while another program is used</source>
        <translation>Auf Tasten hören, während ein anderes Programm benutzt wird</translation>
    </message>
    <message>
        <source>The desktop may ask you once.</source>
        <translation>Der Desktop fragt Sie vielleicht einmal.</translation>
    </message>
    <message>
        <source>Key for answering</source>
        <translation>Taste zum Annehmen</translation>
    </message>
    <message>
        <source>Key for hanging up</source>
        <translation>Taste zum Auflegen</translation>
    </message>
    <message>
        <source>Key for muting</source>
        <translation>Taste zum Stummschalten</translation>
    </message>
    <message>
        <source>Program to run when something happens to a call</source>
        <translation>Programm, das läuft, wenn mit einem Gespräch etwas geschieht</translation>
    </message>
    <message>
        <source>hook script command</source>
        <translation>Skript Befehl</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Darstellung</translation>
    </message>
    <message>
        <source>theme dark light mode colours</source>
        <translation>Thema dunkel hell Modus Farben</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Sends the caller on; asks a favourite first who is not free</source>
        <translation>Gibt den Anrufer weiter; fragt zuerst bei Favoriten, die nicht frei sind</translation>
    </message>
    <message>
        <source>Show whether favourites are free</source>
        <translation>Zeigen, ob Favoriten frei sind</translation>
    </message>
    <message>
        <source>Asks their telephones through your exchange, where it tells.</source>
        <translation>Fragt ihre Telefone über Ihre Telefonanlage, wo diese Auskunft gibt.</translation>
    </message>
    <message>
        <source>lamp blf presence busy</source>
        <translation>Lampe BLF Besetztlampe Präsenz besetzt frei</translation>
    </message>
</context>
<context>
    <name>SettingsAccessOf</name>
    <message>
        <source>Dials %1</source>
        <translation>Wählt %1</translation>
    </message>
</context>
<context>
    <name>SoundPresentation</name>
    <message>
        <source>None: silence</source>
        <translation>Keines: Stille</translation>
    </message>
    <message>
        <source>A tone of %1 Hz</source>
        <translation>Ein Ton von %1 Hz</translation>
    </message>
    <message>
        <source>The file %1</source>
        <translation>Die Datei %1</translation>
    </message>
    <message>
        <source>in use now</source>
        <translation>jetzt in Gebrauch</translation>
    </message>
    <message>
        <source>muted by the system</source>
        <translation>vom System stummgeschaltet</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>at the moment: %1</source>
        <translation>im Moment: %1</translation>
    </message>
    <message>
        <source>set by a command</source>
        <translation>durch einen Befehl gesetzt</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht angeschlossen</translation>
    </message>
    <message>
        <source>%1 is muted in the system&apos;s own settings: nobody will hear you.</source>
        <translation>%1 ist in den Einstellungen des Systems stummgeschaltet: niemand wird Sie hören.</translation>
    </message>
    <message>
        <source>%1 is muted in the system&apos;s own settings: you will hear nothing.</source>
        <translation>%1 ist in den Einstellungen des Systems stummgeschaltet: Sie werden nichts hören.</translation>
    </message>
    <message>
        <source>During a call you see here how loud you are.</source>
        <translation>Während eines Gesprächs sehen Sie hier, wie laut Sie sind.</translation>
    </message>
    <message>
        <source>You are muted.</source>
        <translation>Sie sind stumm.</translation>
    </message>
    <message>
        <source>How loud you are now:</source>
        <translation>So laut sind Sie jetzt:</translation>
    </message>
</context>
<context>
    <name>SoundSentences</name>
    <message>
        <source>You miss %1 % of the sound: the network loses it.</source>
        <translation>Ihnen fehlen %1 % des Tons: Das Netz verliert sie.</translation>
    </message>
    <message>
        <source>You miss %1 % of the sound: the network brings it too late.</source>
        <translation>Ihnen fehlen %1 % des Tons: Das Netz bringt sie zu spät.</translation>
    </message>
    <message>
        <source>You miss %1 % of the sound: the loudspeaker does not keep up.</source>
        <translation>Ihnen fehlen %1 % des Tons: Der Lautsprecher kommt nicht nach.</translation>
    </message>
    <message>
        <source>The other side misses %1 % of what you say: the network loses it.</source>
        <translation>Der Gegenseite fehlen %1 % von dem, was Sie sagen: Das Netz verliert sie.</translation>
    </message>
    <message>
        <source>The other side misses %1 % of what you say: the network brings it too late.</source>
        <translation>Der Gegenseite fehlen %1 % von dem, was Sie sagen: Das Netz bringt sie zu spät.</translation>
    </message>
    <message>
        <source>The other side misses %1 % of what you say: the microphone does not keep up.</source>
        <translation>Der Gegenseite fehlen %1 % von dem, was Sie sagen: Das Mikrofon kommt nicht nach.</translation>
    </message>
    <message>
        <source>The other side has put you on hold.</source>
        <translation>Die Gegenseite hält Sie.</translation>
    </message>
    <message>
        <source>A way for the sound is still looked for.</source>
        <translation>Ein Weg für den Ton wird noch gesucht.</translation>
    </message>
    <message>
        <source>The sound from the other side cannot be decrypted: its key is not the one that was agreed.</source>
        <translation>Der Ton der Gegenseite kann nicht entschlüsselt werden: Ihr Schlüssel ist nicht der vereinbarte.</translation>
    </message>
    <message>
        <source>The other side sends its sound in a codec that was not agreed.</source>
        <translation>Die Gegenseite sendet ihren Ton in einem Codec, der nicht vereinbart ist.</translation>
    </message>
    <message>
        <source>Sound arrives from another address than the one that the other side named; it is not played.</source>
        <translation>Ton kommt von einer anderen Adresse als der, die die Gegenseite genannt hat; er wird nicht abgespielt.</translation>
    </message>
    <message>
        <source>What arrives from the other side is no sound that can be read.</source>
        <translation>Was von der Gegenseite ankommt, ist kein lesbarer Ton.</translation>
    </message>
    <message>
        <source>No sound gets through: the other side named an address that only its own network knows.</source>
        <translation>Es kommt kein Ton durch: Die Gegenseite hat eine Adresse genannt, die nur ihr eigenes Netz kennt.</translation>
    </message>
    <message>
        <source>No sound arrives from the other side; a firewall may be in the way.</source>
        <translation>Von der Gegenseite kommt kein Ton an; vielleicht ist eine Firewall im Weg.</translation>
    </message>
    <message>
        <source>The sound from the other side has stopped.</source>
        <translation>Der Ton der Gegenseite ist ausgeblieben.</translation>
    </message>
    <message>
        <source>Your voice does not leave this computer: there is no way to the other side.</source>
        <translation>Ihre Stimme verlässt diesen Rechner nicht: Es gibt keinen Weg zur Gegenseite.</translation>
    </message>
    <message>
        <source>Your voice leaves, but the other side reports that none of it arrives; a firewall or router may be in the way.</source>
        <translation>Ihre Stimme geht hinaus, aber die Gegenseite meldet, dass nichts davon ankommt; vielleicht ist eine Firewall oder ein Router im Weg.</translation>
    </message>
    <message>
        <source>The other side only listens: it sends no sound.</source>
        <translation>Die Gegenseite hört nur zu: Sie sendet keinen Ton.</translation>
    </message>
    <message>
        <source>Only silence comes from the other side: its microphone may be muted.</source>
        <translation>Von der Gegenseite kommt nur Stille: Vielleicht ist ihr Mikrofon stumm.</translation>
    </message>
    <message>
        <source>The other side is silent: it may be muted.</source>
        <translation>Die Gegenseite ist still: Vielleicht ist sie stumm geschaltet.</translation>
    </message>
    <message>
        <source>You have put this call on hold.</source>
        <translation>Sie haben dieses Gespräch gehalten.</translation>
    </message>
    <message>
        <source>The loudspeaker takes no sound; perhaps another program uses it.</source>
        <translation>Der Lautsprecher nimmt keinen Ton an; vielleicht benutzt ihn ein anderes Programm.</translation>
    </message>
    <message>
        <source>The loudspeaker is muted in the settings of this computer.</source>
        <translation>Der Lautsprecher ist in den Einstellungen dieses Rechners stumm geschaltet.</translation>
    </message>
    <message>
        <source>The microphone gives no sound; perhaps another program uses it.</source>
        <translation>Das Mikrofon liefert keinen Ton; vielleicht benutzt es ein anderes Programm.</translation>
    </message>
    <message>
        <source>The microphone is muted in the settings of this computer.</source>
        <translation>Das Mikrofon ist in den Einstellungen dieses Rechners stumm geschaltet.</translation>
    </message>
    <message>
        <source>The microphone gives nothing but silence: it may have a switch, or be the wrong one.</source>
        <translation>Das Mikrofon liefert nur Stille: Vielleicht hat es einen Schalter, oder es ist das falsche.</translation>
    </message>
    <message>
        <source>You are muted.</source>
        <translation>Sie sind stumm geschaltet.</translation>
    </message>
    <message>
        <source>Nothing but silence comes from the microphone now.</source>
        <translation>Vom Mikrofon kommt im Augenblick nur Stille.</translation>
    </message>
    <message>
        <source>Your microphone is too loud: its sound is distorted. Turn it down, or move away from it.</source>
        <translation>Ihr Mikrofon ist zu laut: Sein Ton ist verzerrt. Regeln Sie es herunter, oder gehen Sie weiter weg.</translation>
    </message>
    <message>
        <source>Each hears the other %1 milliseconds late.</source>
        <translation>Beide hören einander %1 Millisekunden verspätet.</translation>
    </message>
    <message>
        <source>The sound is good.</source>
        <translation>Der Ton ist gut.</translation>
    </message>
    <message>
        <source>The sound recovers from a disturbance.</source>
        <translation>Der Ton erholt sich von einer Störung.</translation>
    </message>
    <message>
        <source>The sound was disturbed at times.</source>
        <translation>Der Ton war zeitweise gestört.</translation>
    </message>
</context>
<context>
    <name>TransferPresentation</name>
    <message>
        <source>Send</source>
        <comment>verb on a chip: hand the caller over</comment>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Send %1 to %2</source>
        <translation>%1 zu %2 senden</translation>
    </message>
    <message>
        <source>Ask</source>
        <comment>verb on a chip: call the target first</comment>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Ask %1 first, while %2 waits</source>
        <translation>Erst %1 fragen, %2 wartet</translation>
    </message>
    <message>
        <source>Merge</source>
        <comment>verb on a chip: make it a conference</comment>
        <translation>Zusammen</translation>
    </message>
    <message>
        <source>Call %1 and bring %1 into the call with %2</source>
        <translation>%1 anrufen und in das Gespräch mit %2 holen</translation>
    </message>
    <message>
        <source>Code %1</source>
        <comment>verb on a chip: hand over by the exchange&apos;s code</comment>
        <translation>Code %1</translation>
    </message>
    <message>
        <source>Send %1 to %2 by the code %3 of your exchange</source>
        <translation>%1 mit dem Code %3 Ihrer Anlage zu %2 senden</translation>
    </message>
    <message>
        <source>Connect %1 with %2 and leave the call</source>
        <translation>%1 mit %2 verbinden und das Gespräch verlassen</translation>
    </message>
    <message>
        <source>Bring %1 into the call with %2</source>
        <translation>%1 in das Gespräch mit %2 holen</translation>
    </message>
    <message>
        <source>Send %1 to %2 without answering</source>
        <translation>%1 ohne anzunehmen zu %2 senden</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>the name or number typed</source>
        <translation>dem eingegebenen Namen oder der Nummer</translation>
    </message>
    <message>
        <source>Merge %1 + %2</source>
        <comment>two names</comment>
        <translation>%1 + %2 zusammen</translation>
    </message>
    <message>
        <source>Connect %1 + %2</source>
        <comment>two names</comment>
        <translation>%1 + %2 verbinden</translation>
    </message>
    <message>
        <source>Sending %1 to %2…</source>
        <translation>%1 wird zu %2 gesendet …</translation>
    </message>
    <message>
        <source>The phone of %1 cannot be handed over. Calls can be joined here instead.</source>
        <translation>Das Telefon von %1 lässt sich nicht weitergeben. Die Gespräche lassen sich stattdessen hier zusammenlegen.</translation>
    </message>
    <message>
        <source>The phone of %1 cannot be handed over. Your exchange does it by the code %2.</source>
        <translation>Das Telefon von %1 lässt sich nicht weitergeben. Ihre Anlage tut es mit dem Code %2.</translation>
    </message>
</context>
<context>
    <name>TrayPresentation</name>
    <message>
        <source>Carillon: ready</source>
        <translation>Carillon: bereit</translation>
    </message>
    <message>
        <source>Carillon: no account yet</source>
        <translation>Carillon: noch kein Konto</translation>
    </message>
    <message>
        <source>Carillon: not connected</source>
        <translation>Carillon: nicht verbunden</translation>
    </message>
    <message>
        <source>Carillon: do not disturb</source>
        <translation>Carillon: nicht stören</translation>
    </message>
    <message>
        <source>Carillon: somebody is calling</source>
        <translation>Carillon: jemand ruft an</translation>
    </message>
    <message>
        <source>Carillon: in a call</source>
        <translation>Carillon: im Gespräch</translation>
    </message>
    <message>
        <source>Carillon: in a call, your microphone is muted</source>
        <translation>Carillon: im Gespräch, das Mikrofon ist stumm</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>signing in</source>
        <translation>meldet sich an</translation>
    </message>
    <message>
        <source>signing out</source>
        <translation>meldet sich ab</translation>
    </message>
    <message>
        <source>not signed in</source>
        <translation>nicht angemeldet</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n missed calls</source>
        <translation>
            <numerusform>%n verpasste Anrufe</numerusform>
            <numerusform>%n verpasste Anrufe</numerusform>
        </translation>
    </message>
    <message>
        <source>Carillon: do not disturb until %1</source>
        <translation>Carillon: nicht stören bis %1</translation>
    </message>
</context>
<context>
    <name>carillon</name>
    <message>
        <source>%1 is one of %2.</source>
        <translation>%1 ist eines von %2.</translation>
    </message>
    <message>
        <source>account add needs --aor.</source>
        <translation>account add braucht --aor.</translation>
    </message>
    <message>
        <source>A password comes either from --password-stdin or from --password-env.</source>
        <translation>Ein Passwort kommt entweder von --password-stdin oder von --password-env.</translation>
    </message>
    <message>
        <source>The password did not come along.</source>
        <translation>Das Passwort kam nicht mit.</translation>
    </message>
    <message>
        <source>A password is given by --password-stdin or --password-env.</source>
        <translation>Ein Passwort wird mit --password-stdin oder --password-env angegeben.</translation>
    </message>
    <message>
        <source>There is no account: add one first.</source>
        <translation>Es gibt kein Konto: Bitte fügen Sie zuerst eines hinzu.</translation>
    </message>
    <message>
        <source>The call is over.</source>
        <translation>Das Gespräch ist beendet.</translation>
    </message>
    <message>
        <source>This is no incoming call that waits for an answer.</source>
        <translation>Dies ist kein eingehender Anruf, der auf Annahme wartet.</translation>
    </message>
    <message>
        <source>Digits are sent via auto, rtp, info or inband.</source>
        <translation>Ziffern werden über auto, rtp, info oder inband gesendet.</translation>
    </message>
    <message>
        <source>A call cannot be joined with itself.</source>
        <translation>Ein Gespräch kann nicht mit sich selbst verbunden werden.</translation>
    </message>
    <message>
        <source>Nobody asks to hand this call over.</source>
        <translation>Niemand möchte dieses Gespräch weiterleiten.</translation>
    </message>
    <message>
        <source>This cannot be called or sent.</source>
        <translation>Das kann nicht angerufen oder gesendet werden.</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>No call waits for an answer.</source>
        <translation>Kein Anruf wartet auf Annahme.</translation>
    </message>
    <message>
        <source>--code is a SIP status from 400 to 699.</source>
        <translation>--code ist ein SIP-Status von 400 bis 699.</translation>
    </message>
    <message>
        <source>hangup takes either an ID or --all.</source>
        <translation>hangup nimmt entweder eine ID oder --all.</translation>
    </message>
    <message>
        <source>There is no call to hang up.</source>
        <translation>Es gibt kein Gespräch zum Auflegen.</translation>
    </message>
    <message>
        <source>There are several calls: say which one, or --all.</source>
        <translation>Es gibt mehrere Gespräche: Geben Sie eines an oder --all.</translation>
    </message>
    <message>
        <source>mute needs an ID, and on or off.</source>
        <translation>mute braucht eine ID und on oder off.</translation>
    </message>
    <message>
        <source>video needs an ID, and on or off.</source>
        <translation>video braucht eine ID und on oder off.</translation>
    </message>
    <message>
        <source>--via is one of auto, rtp, info, inband.</source>
        <translation>--via ist eines von auto, rtp, info, inband.</translation>
    </message>
    <message>
        <source>transfer needs an ID and either a target or --to ID2.</source>
        <translation>transfer braucht eine ID und entweder ein Ziel oder --to ID2.</translation>
    </message>
    <message>
        <source>referral needs an ID, and accept or reject.</source>
        <translation>referral braucht eine ID und accept oder reject.</translation>
    </message>
    <message>
        <source>%1 has no option --%2.</source>
        <translation>%1 kennt keine Option --%2.</translation>
    </message>
    <message>
        <source>--%1 takes no value.</source>
        <translation>--%1 nimmt keinen Wert.</translation>
    </message>
    <message>
        <source>--%1 needs a value.</source>
        <translation>--%1 braucht einen Wert.</translation>
    </message>
    <message>
        <source>A verb is missing.</source>
        <translation>Ein Befehl fehlt.</translation>
    </message>
    <message>
        <source>There is no verb &quot;%1&quot;.</source>
        <translation>Es gibt keinen Befehl „%1“.</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Aufruf</translation>
    </message>
    <message>
        <source>--timeout and --count are numbers.</source>
        <translation>--timeout und --count sind Zahlen.</translation>
    </message>
    <message>
        <source>%1 is not available yet.</source>
        <translation>%1: noch nicht verfügbar.</translation>
    </message>
    <message>
        <source>There is no call %1.</source>
        <translation>Es gibt kein Gespräch %1.</translation>
    </message>
    <message>
        <source>A header is written as &quot;Name: value&quot;.</source>
        <translation>Ein Header wird als „Name: Wert“ geschrieben.</translation>
    </message>
    <message>
        <source>These are too many headers.</source>
        <translation>Das sind zu viele Header.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name of a header.</source>
        <translation>„%1“ ist kein Name eines Headers.</translation>
    </message>
    <message>
        <source>The header %1 is made by the call itself.</source>
        <translation>Den Header %1 erzeugt der Anruf selbst.</translation>
    </message>
    <message>
        <source>The value of the header %1 is too long or is not one line of text.</source>
        <translation>Der Wert des Headers %1 ist zu lang oder keine einzelne Textzeile.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be called: type a number, a name or an address.</source>
        <translation>„%1“ kann nicht angerufen werden: Geben Sie eine Nummer, einen Namen oder eine Adresse ein.</translation>
    </message>
    <message>
        <source>There is nothing to call: type a number, a name or an address.</source>
        <translation>Es gibt nichts anzurufen: Geben Sie eine Nummer, einen Namen oder eine Adresse ein.</translation>
    </message>
    <message>
        <source>The address is too long or holds characters which cannot be called.</source>
        <translation>Die Adresse ist zu lang oder enthält Zeichen, die nicht angerufen werden können.</translation>
    </message>
    <message>
        <source>Addresses that begin with &quot;%1:&quot; cannot be called.</source>
        <translation>Adressen, die mit „%1:“ beginnen, können nicht angerufen werden.</translation>
    </message>
    <message>
        <source>The account of the try-out cannot be changed.</source>
        <translation>Das Konto des Testlaufs kann nicht geändert werden.</translation>
    </message>
    <message>
        <source>The try-out is not available here.</source>
        <translation>Der Testlauf ist hier nicht verfügbar.</translation>
    </message>
    <message>
        <source>Carillon is about to quit.</source>
        <translation>Carillon wird gerade beendet.</translation>
    </message>
    <message>
        <source>There is no account to call with: add one first.</source>
        <translation>Es gibt kein Konto zum Anrufen: Bitte fügen Sie zuerst eines hinzu.</translation>
    </message>
    <message>
        <source>--limit is a number from 1 to %1.</source>
        <translation>--limit ist eine Zahl von 1 bis %1.</translation>
    </message>
    <message>
        <source>There is no setting %1.</source>
        <translation>Es gibt keine Einstellung %1.</translation>
    </message>
    <message>
        <source>device set needs input, output or ring, and the ID of a device.</source>
        <translation>device set braucht input, output oder ring und die ID eines Geräts.</translation>
    </message>
    <message>
        <source>--last is a number from 1 to %1.</source>
        <translation>--last ist eine Zahl von 1 bis %1.</translation>
    </message>
    <message>
        <source>Messaging</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>The server did not accept the password for the call to %1.</source>
        <translation>Der Server hat das Passwort für den Anruf bei %1 nicht angenommen.</translation>
    </message>
    <message>
        <source>The server does not allow the call to %1.</source>
        <translation>Der Server erlaubt den Anruf bei %1 nicht.</translation>
    </message>
    <message>
        <source>The server does not know %1.</source>
        <translation>Der Server kennt %1 nicht.</translation>
    </message>
    <message>
        <source>%1 does not take calls.</source>
        <translation>%1 nimmt keine Anrufe an.</translation>
    </message>
    <message>
        <source>%1 and this phone have no way to talk in common.</source>
        <translation>%1 und dieses Telefon haben keine gemeinsame Art zu sprechen.</translation>
    </message>
    <message>
        <source>%1 did not answer.</source>
        <translation>%1 hat sich nicht gemeldet.</translation>
    </message>
    <message>
        <source>%1 is not reachable at this address any more.</source>
        <translation>%1 ist unter dieser Adresse nicht mehr erreichbar.</translation>
    </message>
    <message>
        <source>The call to %1 was too large for the server.</source>
        <translation>Der Anruf bei %1 war zu groß für den Server.</translation>
    </message>
    <message>
        <source>The server cannot call addresses of this kind: %1.</source>
        <translation>Der Server kann Adressen dieser Art nicht anrufen: %1.</translation>
    </message>
    <message>
        <source>The phone of %1 lacks an extension which the call needs.</source>
        <translation>Dem Telefon von %1 fehlt eine Erweiterung, die der Anruf braucht.</translation>
    </message>
    <message>
        <source>%1 cannot be reached at the moment.</source>
        <translation>%1 ist zurzeit nicht erreichbar.</translation>
    </message>
    <message>
        <source>The call to %1 does not exist any more.</source>
        <translation>Den Anruf bei %1 gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>The call to %1 went round in a circle.</source>
        <translation>Der Anruf bei %1 lief im Kreis.</translation>
    </message>
    <message>
        <source>The number %1 is not complete.</source>
        <translation>Die Nummer %1 ist unvollständig.</translation>
    </message>
    <message>
        <source>%1 can mean several people.</source>
        <translation>%1 kann mehrere Personen bezeichnen.</translation>
    </message>
    <message>
        <source>%1 is busy.</source>
        <translation>Bei %1 ist besetzt.</translation>
    </message>
    <message>
        <source>The call to %1 was cancelled.</source>
        <translation>Der Anruf bei %1 wurde abgebrochen.</translation>
    </message>
    <message>
        <source>%1 and this phone have no codec or encryption in common.</source>
        <translation>%1 und dieses Telefon haben weder Codec noch Verschlüsselung gemeinsam.</translation>
    </message>
    <message>
        <source>The phone of %1 could not decrypt the call.</source>
        <translation>Das Telefon von %1 konnte den Anruf nicht entschlüsseln.</translation>
    </message>
    <message>
        <source>The server failed to place the call to %1.</source>
        <translation>Der Server hat den Anruf bei %1 wegen eines Fehlers nicht ausgeführt.</translation>
    </message>
    <message>
        <source>The server cannot place the call to %1.</source>
        <translation>Der Server kann den Anruf bei %1 nicht ausführen.</translation>
    </message>
    <message>
        <source>The server got no proper answer from where %1 is.</source>
        <translation>Der Server bekam vom Netz von %1 keine brauchbare Antwort.</translation>
    </message>
    <message>
        <source>The server cannot place the call to %1 at the moment.</source>
        <translation>Der Server kann den Anruf bei %1 zurzeit nicht ausführen.</translation>
    </message>
    <message>
        <source>The server got no answer from where %1 is.</source>
        <translation>Der Server bekam vom Netz von %1 keine Antwort.</translation>
    </message>
    <message>
        <source>%1 declined the call.</source>
        <translation>%1 hat den Anruf abgelehnt.</translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation>%1 gibt es nicht.</translation>
    </message>
    <message>
        <source>You hung up.</source>
        <translation>Sie haben aufgelegt.</translation>
    </message>
    <message>
        <source>%1 hung up.</source>
        <translation>%1 hat aufgelegt.</translation>
    </message>
    <message>
        <source>The connection to %1 was lost.</source>
        <translation>Die Verbindung zu %1 ist abgebrochen.</translation>
    </message>
    <message>
        <source>The call from %1 was answered on another phone.</source>
        <translation>Der Anruf von %1 wurde an einem anderen Telefon angenommen.</translation>
    </message>
    <message>
        <source>%1 hung up before the call was answered.</source>
        <translation>%1 hat vor der Annahme aufgelegt.</translation>
    </message>
    <message>
        <source>The connection to %1 was lost before the call was answered.</source>
        <translation>Die Verbindung zu %1 ist vor der Annahme abgebrochen.</translation>
    </message>
    <message>
        <source>The call from %1 was not answered.</source>
        <translation>Der Anruf von %1 wurde nicht angenommen.</translation>
    </message>
    <message>
        <source>The call from %1 was sent on.</source>
        <translation>Der Anruf von %1 wurde weitergeleitet.</translation>
    </message>
    <message>
        <source>You declined the call from %1.</source>
        <translation>Sie haben den Anruf von %1 abgelehnt.</translation>
    </message>
    <message>
        <source>You cancelled the call to %1.</source>
        <translation>Sie haben den Anruf bei %1 abgebrochen.</translation>
    </message>
    <message>
        <source>Nothing was heard from the server or the phone of %1.</source>
        <translation>Vom Server oder vom Telefon von %1 kam keine Antwort.</translation>
    </message>
    <message>
        <source>The call to %1 could not be sent: there is no connection.</source>
        <translation>Der Anruf bei %1 konnte nicht gesendet werden: Es gibt keine Verbindung.</translation>
    </message>
    <message>
        <source>%1 asks to be called at another address.</source>
        <translation>%1 bittet um einen Anruf unter einer anderen Adresse.</translation>
    </message>
    <message>
        <source>The call to %1 failed (%2).</source>
        <translation>Der Anruf bei %1 ist fehlgeschlagen (%2).</translation>
    </message>
    <message>
        <source>The server does not allow %1 to register (%2).</source>
        <translation>Der Server erlaubt %1 nicht, sich anzumelden (%2).</translation>
    </message>
    <message>
        <source>The password for %1 was refused by the server.</source>
        <translation>Der Server hat das Passwort für %1 abgelehnt.</translation>
    </message>
    <message>
        <source>The server refused to register %1 (%2).</source>
        <translation>Der Server hat die Anmeldung von %1 abgelehnt (%2).</translation>
    </message>
    <message>
        <source>The server cannot register %1 at the moment (%2).</source>
        <translation>Der Server kann %1 zurzeit nicht anmelden (%2).</translation>
    </message>
    <message>
        <source>The server %1 does not answer.</source>
        <translation>Der Server %1 antwortet nicht.</translation>
    </message>
    <message>
        <source>The server %1 cannot be found or reached.</source>
        <translation>Der Server %1 ist nicht zu finden oder nicht erreichbar.</translation>
    </message>
    <message>
        <source>The connection to %1 was closed.</source>
        <translation>Die Verbindung zu %1 wurde geschlossen.</translation>
    </message>
    <message>
        <source>There is no server named %1.</source>
        <translation>Es gibt keinen Server namens %1.</translation>
    </message>
    <message>
        <source>%1 refused the connection: no server listens there.</source>
        <translation>%1 hat die Verbindung abgelehnt: Dort läuft kein Server.</translation>
    </message>
    <message>
        <source>There is no way to %1 from this network.</source>
        <translation>Aus diesem Netz führt kein Weg zu %1.</translation>
    </message>
    <message>
        <source>%1 does not answer.</source>
        <translation>%1 antwortet nicht.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted.</source>
        <translation>Dem Zertifikat von %1 wird nicht vertraut.</translation>
    </message>
    <message>
        <source>The encrypted connection to %1 could not be made.</source>
        <translation>Die verschlüsselte Verbindung zu %1 kam nicht zustande.</translation>
    </message>
    <message>
        <source>%1 is no SIP server for WebSockets.</source>
        <translation>%1 ist kein SIP-Server für WebSockets.</translation>
    </message>
    <message>
        <source>The message is too large for the connection to %1.</source>
        <translation>Die Nachricht ist zu groß für die Verbindung zu %1.</translation>
    </message>
    <message>
        <source>No port could be opened on this computer.</source>
        <translation>Auf diesem Computer konnte kein Port geöffnet werden.</translation>
    </message>
    <message>
        <source>There is no account %1.</source>
        <translation>Es gibt kein Konto %1.</translation>
    </message>
    <message>
        <source>The account %1 is not connected yet.</source>
        <translation>Das Konto %1 ist noch nicht verbunden.</translation>
    </message>
    <message>
        <source>The keychain does not answer: unlock it, or enter the password for %1 again.</source>
        <translation>Der Schlüsselbund antwortet nicht: Entsperren Sie ihn oder geben Sie das Passwort für %1 erneut ein.</translation>
    </message>
    <message>
        <source>The password for %1 is not stored: please enter it again.</source>
        <translation>Das Passwort für %1 ist nicht gespeichert: Bitte geben Sie es erneut ein.</translation>
    </message>
    <message>
        <source>The call is not in a state in which this can be done.</source>
        <translation>Das geht in diesem Zustand des Gesprächs nicht.</translation>
    </message>
    <message>
        <source>The call is still busy with what was asked before.</source>
        <translation>Das Gespräch führt noch den vorigen Auftrag aus.</translation>
    </message>
    <message>
        <source>The other side has not answered yet.</source>
        <translation>Die Gegenseite hat noch nicht angenommen.</translation>
    </message>
    <message>
        <source>The other side does not support this.</source>
        <translation>Die Gegenseite unterstützt das nicht.</translation>
    </message>
    <message>
        <source>The disk is full or cannot be written: %1 is remembered only until Carillon ends.</source>
        <translation>Der Datenträger ist voll oder nicht beschreibbar: %1 bleibt nur erhalten, bis Carillon beendet wird.</translation>
    </message>
    <message>
        <source>The profile cannot be written: %1 is remembered only until Carillon ends.</source>
        <translation>Das Profil ist nicht beschreibbar: %1 bleibt nur erhalten, bis Carillon beendet wird.</translation>
    </message>
    <message>
        <source>The database is damaged: %1 is remembered only until Carillon ends.</source>
        <translation>Die Datenbank ist beschädigt: %1 bleibt nur erhalten, bis Carillon beendet wird.</translation>
    </message>
    <message>
        <source>Another program has the database locked: %1 is stored when it lets go.</source>
        <translation>Ein anderes Programm sperrt die Datenbank: %1 wird gespeichert, sobald sie frei ist.</translation>
    </message>
    <message>
        <source>The database refused it (%2): %1 is remembered only until Carillon ends.</source>
        <translation>Die Datenbank hat abgelehnt (%2): %1 bleibt nur erhalten, bis Carillon beendet wird.</translation>
    </message>
    <message>
        <source>what you have seen</source>
        <translation>was Sie gesehen haben</translation>
    </message>
    <message>
        <source>the call</source>
        <translation>der Anruf</translation>
    </message>
    <message>
        <source>the emptied list of calls</source>
        <translation>die geleerte Anrufliste</translation>
    </message>
    <message>
        <source>The database was damaged. It was kept as %1, and Carillon begins with an empty one.</source>
        <translation>Die Datenbank war beschädigt. Sie wurde als %1 aufgehoben; Carillon beginnt mit einer leeren.</translation>
    </message>
    <message>
        <source>The profile %1 was written by a newer version of Carillon.</source>
        <translation>Das Profil %1 stammt von einer neueren Version von Carillon.</translation>
    </message>
    <message>
        <source>Another program has the database of the profile %1 locked.</source>
        <translation>Ein anderes Programm sperrt die Datenbank des Profils %1.</translation>
    </message>
    <message>
        <source>The disk is full: changes are remembered only until Carillon ends.</source>
        <translation>Der Datenträger ist voll: Änderungen bleiben nur erhalten, bis Carillon beendet wird.</translation>
    </message>
    <message>
        <source>The profile folder %1 cannot be written: changes are remembered only until Carillon ends.</source>
        <translation>Der Profilordner %1 ist nicht beschreibbar: Änderungen bleiben nur erhalten, bis Carillon beendet wird.</translation>
    </message>
    <message>
        <source>The database cannot be opened: %1.</source>
        <translation>Die Datenbank kann nicht geöffnet werden: %1.</translation>
    </message>
    <message>
        <source>the account</source>
        <translation>das Konto</translation>
    </message>
    <message>
        <source>The profile folder %1 cannot be made or is not a folder.</source>
        <translation>Der Profilordner %1 kann nicht angelegt werden oder ist kein Ordner.</translation>
    </message>
    <message>
        <source>Carillon runs already with the profile %1.</source>
        <translation>Carillon läuft bereits mit dem Profil %1.</translation>
    </message>
    <message>
        <source>There is no keychain here: the password is remembered only until Carillon ends.</source>
        <translation>Hier gibt es keinen Schlüsselbund: Das Passwort bleibt nur erhalten, bis Carillon beendet wird.</translation>
    </message>
    <message>
        <source>The keychain was not opened: the password is remembered only until Carillon ends.</source>
        <translation>Der Schlüsselbund wurde nicht geöffnet: Das Passwort bleibt nur erhalten, bis Carillon beendet wird.</translation>
    </message>
    <message>
        <source>The keychain does not answer: the password is remembered only until Carillon ends.</source>
        <translation>Der Schlüsselbund antwortet nicht: Das Passwort bleibt nur erhalten, bis Carillon beendet wird.</translation>
    </message>
    <message>
        <source>The keychain did not take the password: it is remembered only until Carillon ends.</source>
        <translation>Der Schlüsselbund hat das Passwort nicht angenommen: Es bleibt nur erhalten, bis Carillon beendet wird.</translation>
    </message>
    <message>
        <source>%1 is off, on, or a number of seconds up to %2.</source>
        <translation>%1 ist off, on oder eine Anzahl von Sekunden bis %2.</translation>
    </message>
    <message>
        <source>%1 is a list of different codecs, the preferred one first, out of %2.</source>
        <translation>%1 ist eine Liste verschiedener Codecs aus %2, der bevorzugte zuerst.</translation>
    </message>
    <message>
        <source>%1 is the id of an account, or empty.</source>
        <translation>%1 ist die ID eines Kontos oder leer.</translation>
    </message>
    <message>
        <source>%1 is default, null, tone:HZ (20 to 20000), file:PATH.wav or id:DEVICE.</source>
        <translation>%1 ist default, null, tone:HZ (20 bis 20000), file:PFAD.wav oder id:GERÄT.</translation>
    </message>
    <message>
        <source>%1 is default, null, file:PATH.wav or id:DEVICE.</source>
        <translation>%1 ist default, null, file:PFAD.wav oder id:GERÄT.</translation>
    </message>
    <message>
        <source>The value of %1 is too long or holds characters which cannot be printed.</source>
        <translation>Der Wert von %1 ist zu lang oder enthält nicht druckbare Zeichen.</translation>
    </message>
    <message>
        <source>the setting %1</source>
        <translation>die Einstellung %1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no address of an account: it looks like sip:1001@example.org.</source>
        <translation>„%1“ ist keine Kontoadresse; sie sieht so aus: sip:1001@example.org.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no address of a server: it looks like wss://example.org/ws.</source>
        <translation>„%1“ ist keine Serveradresse; sie sieht so aus: wss://example.org/ws.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no address of a server: it looks like sip:example.org:5060;transport=tcp.</source>
        <translation>„%1“ ist keine Serveradresse; sie sieht so aus: sip:example.org:5060;transport=tcp.</translation>
    </message>
    <message>
        <source>The file %1 cannot be read.</source>
        <translation>Die Datei %1 kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>media-encryption is one of none, optional, sdes, dtls.</source>
        <translation>media-encryption ist eines von none, optional, sdes, dtls.</translation>
    </message>
    <message>
        <source>expires is a number of seconds from %1 to %2.</source>
        <translation>expires ist eine Anzahl von Sekunden von %1 bis %2.</translation>
    </message>
    <message>
        <source>register is on or off.</source>
        <translation>register ist on oder off.</translation>
    </message>
    <message>
        <source>An account needs an address: sip:1001@example.org.</source>
        <translation>Ein Konto braucht eine Adresse: sip:1001@example.org.</translation>
    </message>
    <message>
        <source>A WebSocket server and an outbound proxy do not go together.</source>
        <translation>Ein WebSocket-Server und ein ausgehender Proxy passen nicht zusammen.</translation>
    </message>
    <message>
        <source>A WebSocket server is written as an address: wss://example.org/ws.</source>
        <translation>Ein WebSocket-Server wird als Adresse geschrieben: wss://example.org/ws.</translation>
    </message>
    <message>
        <source>No more than %1 digits can be sent at once.</source>
        <translation>Mehr als %1 Ziffern auf einmal können nicht gesendet werden.</translation>
    </message>
    <message>
        <source>The digits that were asked for before are still being sent.</source>
        <translation>Die vorher gewünschten Ziffern werden noch gesendet.</translation>
    </message>
    <message>
        <source>The microphone gives no sound; perhaps another program uses it.</source>
        <translation>Das Mikrofon liefert keinen Ton; vielleicht benutzt es ein anderes Programm.</translation>
    </message>
    <message>
        <source>The loudspeaker takes no sound; perhaps another program uses it.</source>
        <translation>Der Lautsprecher nimmt keinen Ton an; vielleicht benutzt ihn ein anderes Programm.</translation>
    </message>
    <message>
        <source>Nothing was heard of the handover to %1.</source>
        <translation>Von der Weiterleitung an %1 war nichts zu hören.</translation>
    </message>
    <message>
        <source>%1 declined.</source>
        <translation>%1 hat abgelehnt.</translation>
    </message>
    <message>
        <source>The handover to %1 was declined.</source>
        <translation>Die Weiterleitung an %1 wurde abgelehnt.</translation>
    </message>
    <message>
        <source>There is no %1.</source>
        <translation>%1 gibt es nicht.</translation>
    </message>
    <message>
        <source>The other side cannot hand calls over.</source>
        <translation>Die Gegenseite kann keine Anrufe weiterleiten.</translation>
    </message>
    <message>
        <source>%1 could not be reached.</source>
        <translation>%1 war nicht zu erreichen.</translation>
    </message>
    <message>
        <source>%1 %2 is back with you.</source>
        <translation>%1 %2 ist wieder bei Ihnen.</translation>
    </message>
    <message>
        <source>Nothing was heard from %1 any more, so the call was ended.</source>
        <translation>Von %1 war nichts mehr zu hören; der Anruf wurde deshalb beendet.</translation>
    </message>
    <message>
        <source>%1 is a number from 1 to %2.</source>
        <translation>%1 ist eine Zahl von 1 bis %2.</translation>
    </message>
    <message>
        <source>compact-headers is on or off.</source>
        <translation>compact-headers ist on oder off.</translation>
    </message>
    <message>
        <source>session-timer is off or a number of seconds from %1 to %2.</source>
        <translation>session-timer ist off oder eine Anzahl von Sekunden von %1 bis %2.</translation>
    </message>
    <message>
        <source>follow needs an ID, and which of its redirects: 1 is the first.</source>
        <translation>follow braucht eine ID und die Nummer des Ziels: 1 ist das erste.</translation>
    </message>
    <message>
        <source>This call was not sent on to another address.</source>
        <translation>Dieser Anruf wurde an keine andere Adresse verwiesen.</translation>
    </message>
    <message>
        <source>ice is one of on, off, auto.</source>
        <translation>ice ist on, off oder auto.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no STUN server: it looks like stun.example.org or 192.0.2.1:3478.</source>
        <translation>„%1“ ist kein STUN-Server: Er sieht aus wie stun.example.org oder 192.0.2.1:3478.</translation>
    </message>
    <message>
        <source>account set needs an ID, one of %1, and a value; or an ID, password or turn-password, and --password-stdin or --password-env.</source>
        <translation>account set braucht eine Kennung, eins von %1 und einen Wert; oder eine Kennung, password oder turn-password, und --password-stdin oder --password-env.</translation>
    </message>
    <message>
        <source>The sound of this call has but one way: there is no other to look for.</source>
        <translation>Der Ton dieses Gesprächs hat nur einen Weg: Es gibt keinen anderen zu suchen.</translation>
    </message>
    <message>
        <source>A TURN server is written as turn:relay.example.org, turn:user@relay.example.org:3478?transport=tcp or turns:relay.example.org.</source>
        <translation>Ein TURN-Server wird als turn:relay.example.org, turn:user@relay.example.org:3478?transport=tcp oder turns:relay.example.org geschrieben.</translation>
    </message>
    <message>
        <source>A TURN server is reached by TLS over TCP only: leave out transport=udp.</source>
        <translation>Ein TURN-Server wird mit TLS nur über TCP erreicht: Lassen Sie transport=udp weg.</translation>
    </message>
    <message>
        <source>The password of the TURN server of %1 is not stored: until you type it again, calls go without that server.</source>
        <translation>Das Passwort des TURN-Servers von %1 ist nicht gespeichert: Bis Sie es neu eingeben, kommen Anrufe ohne diesen Server aus.</translation>
    </message>
    <message>
        <source>%1 offers calls over WebSocket only: enter the address of its server (wss://…).</source>
        <translation>%1 bietet Anrufe nur über WebSocket an: Geben Sie die Adresse des Servers ein (wss://…).</translation>
    </message>
    <message>
        <source>%1 offers no kind of connection that Carillon knows.</source>
        <translation>%1 bietet keine Art der Verbindung an, die Carillon kennt.</translation>
    </message>
    <message>
        <source>No digits of this call wait for a yes.</source>
        <translation>Bei diesem Gespräch warten keine Ziffern auf ein Ja.</translation>
    </message>
    <message>
        <source>Digits are 0 to 9, *, # and A to D; a comma is a pause, a semicolon waits for a yes.</source>
        <translation>Ziffern sind 0 bis 9, *, # und A bis D; ein Komma ist eine Pause, ein Strichpunkt wartet auf ein Ja.</translation>
    </message>
    <message>
        <source>The other side does not take digits in this way (%1).</source>
        <translation>Die Gegenseite nimmt Ziffern auf diesem Weg nicht an (%1).</translation>
    </message>
    <message>
        <source>The digits that waited could not be sent.</source>
        <translation>Die Ziffern, die gewartet haben, konnten nicht gesendet werden.</translation>
    </message>
    <message>
        <source>digits needs an ID, and send or drop.</source>
        <translation>digits braucht eine ID und send oder drop.</translation>
    </message>
    <message>
        <source>A conference has no more than %1 members.</source>
        <translation>Eine Konferenz hat höchstens %1 Teilnehmer.</translation>
    </message>
    <message>
        <source>These are no digits to be sent after the answer, or too many.</source>
        <translation>Das sind keine Ziffern, die nach dem Annehmen gesendet werden könnten, oder zu viele.</translation>
    </message>
    <message>
        <source>Only calls that were answered can be joined to a conference.</source>
        <translation>Nur angenommene Gespräche lassen sich zu einer Konferenz verbinden.</translation>
    </message>
    <message>
        <source>Only two can go on without us: this conference has more members.</source>
        <translation>Nur zwei können ohne uns weitersprechen: Diese Konferenz hat mehr Teilnehmer.</translation>
    </message>
    <message>
        <source>This call is in no conference.</source>
        <translation>Dieses Gespräch gehört zu keiner Konferenz.</translation>
    </message>
    <message>
        <source>%1 is a number of kbit/s from %2 to %3.</source>
        <translation>%1 ist eine Zahl von kbit/s von %2 bis %3.</translation>
    </message>
    <message>
        <source>%1 is a list of up to %2 different devices, the preferred one first: their ids, or default.</source>
        <translation>%1 ist eine Liste von bis zu %2 verschiedenen Geräten, das bevorzugte zuerst: ihre Kennungen oder default.</translation>
    </message>
    <message>
        <source>%1 is a number of percent from 0 to %2.</source>
        <translation>%1 ist eine Zahl von Prozent von 0 bis %2.</translation>
    </message>
    <message>
        <source>Only a call that was answered can be recorded.</source>
        <translation>Nur ein Gespräch, das angenommen wurde, lässt sich aufnehmen.</translation>
    </message>
    <message>
        <source>This call is being recorded already.</source>
        <translation>Dieses Gespräch wird schon aufgenommen.</translation>
    </message>
    <message>
        <source>This call is not being recorded.</source>
        <translation>Dieses Gespräch wird nicht aufgenommen.</translation>
    </message>
    <message>
        <source>record needs an ID, and start (perhaps with --file), pause or stop.</source>
        <translation>record braucht eine ID und start (vielleicht mit --file), pause oder stop.</translation>
    </message>
    <message>
        <source>%1 is a path that begins with /, or empty.</source>
        <translation>%1 ist ein Pfad, der mit / beginnt, oder leer.</translation>
    </message>
    <message>
        <source>Nothing is known that would help this call.</source>
        <translation>Es ist nichts bekannt, was diesem Gespräch helfen würde.</translation>
    </message>
    <message>
        <source>Another device has to be chosen by hand.</source>
        <translation>Ein anderes Gerät muss von Hand ausgewählt werden.</translation>
    </message>
    <message>
        <source>The device has to be unmuted in the settings of this computer.</source>
        <translation>Die Stummschaltung des Geräts muss in den Einstellungen dieses Rechners aufgehoben werden.</translation>
    </message>
    <message>
        <source>The self-test needs the sound that a call has now.</source>
        <translation>Der Selbsttest braucht den Ton, den gerade ein Gespräch hat.</translation>
    </message>
    <message>
        <source>A self-test is already under way.</source>
        <translation>Ein Selbsttest läuft schon.</translation>
    </message>
    <message>
        <source>The self-test</source>
        <translation>Der Selbsttest</translation>
    </message>
    <message>
        <source>The option %1 is neither text nor a number, on or off.</source>
        <translation>Die Option %1 ist weder Text noch Zahl, noch an oder aus.</translation>
    </message>
    <message>
        <source>Over D-Bus, what happens is told by the signal Event.</source>
        <translation>Über D-Bus wird, was geschieht, mit dem Signal Event gemeldet.</translation>
    </message>
    <message>
        <source>A recording cannot be played during a call.</source>
        <translation>Während eines Anrufs lässt sich keine Aufnahme abspielen.</translation>
    </message>
    <message>
        <source>No code for transfers is set: the telephone system&apos;s manual says which it is.</source>
        <translation>Es ist kein Code zum Verbinden eingestellt: Welcher es ist, steht in der Anleitung der Telefonanlage.</translation>
    </message>
    <message>
        <source>By code a call can be handed over to a number only.</source>
        <translation>Mit einem Code kann ein Anruf nur an eine Nummer übergeben werden.</translation>
    </message>
    <message>
        <source>Do not disturb lasts from a minute to a week.</source>
        <translation>„Nicht stören“ dauert von einer Minute bis zu einer Woche.</translation>
    </message>
    <message>
        <source>dnd needs on (perhaps with --for MINUTES) or off.</source>
        <translation>dnd braucht on (vielleicht mit --for MINUTEN) oder off.</translation>
    </message>
    <message>
        <source>%1 is a number of seconds from %2 to %3.</source>
        <translation>%1 ist eine Zahl von Sekunden von %2 bis %3.</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is no rule; write pattern=&gt;replacement.</source>
        <translation>%1: „%2“ ist keine Regel; geschrieben wird Muster=&gt;Ersatz.</translation>
    </message>
    <message>
        <source>%1: the pattern of &quot;%2&quot; has digits, *, #, a + in front, X for any digit, and a . or $ at its end.</source>
        <translation>%1: Das Muster von „%2“ hat Ziffern, *, #, vorn ein +, X für jede Ziffer und am Ende . oder $.</translation>
    </message>
    <message>
        <source>%1: the replacement of &quot;%2&quot; cannot be dialled; it has digits, *, #, a + in front, no more X than the pattern, a . for the rest, and perhaps @ and a host.</source>
        <translation>%1: Der Ersatz von „%2“ kann nicht gewählt werden; er hat Ziffern, *, #, vorn ein +, nicht mehr X als das Muster, . für den Rest und vielleicht @ und einen Rechner.</translation>
    </message>
    <message>
        <source>%1 has at most %2 rules of %3 characters.</source>
        <translation>%1 hat höchstens %2 Regeln zu %3 Zeichen.</translation>
    </message>
    <message>
        <source>%1 is a key such as Ctrl+Alt+A, or empty.</source>
        <translation>%1 ist eine Taste wie Ctrl+Alt+A oder leer.</translation>
    </message>
    <message>
        <source>%1 is a list of numbers, names, addresses or @domains with commas between them, * for anything, at most %2; &quot;%3&quot; is none.</source>
        <translation>%1 ist eine Liste von Nummern, Namen, Adressen oder @Domains mit Kommas dazwischen, * für Beliebiges, höchstens %2; „%3“ ist nichts davon.</translation>
    </message>
    <message>
        <source>%1 is a time in UTC such as 2027-01-31T18:00:00Z, or empty.</source>
        <translation>%1 ist eine Zeit in UTC wie 2027-01-31T18:00:00Z oder leer.</translation>
    </message>
    <message>
        <source>%1 is a number or an address to call, or empty.</source>
        <translation>%1 ist eine Nummer oder Adresse, die angerufen werden kann, oder leer.</translation>
    </message>
    <message>
        <source>%1 is the telephone system&apos;s code for a transfer, such as *2, or empty.</source>
        <translation>%1 ist der Code der Telefonanlage zum Verbinden, etwa *2, oder leer.</translation>
    </message>
    <message>
        <source>%1 is a place as X,Y, or empty.</source>
        <translation>%1 ist ein Ort als X,Y oder leer.</translation>
    </message>
    <message>
        <source>the list of favourites</source>
        <translation>die Liste der Favoriten</translation>
    </message>
    <message>
        <source>There is no favourite %1.</source>
        <translation>Es gibt keinen Favoriten %1.</translation>
    </message>
    <message>
        <source>A favourite needs a name that can be read.</source>
        <translation>Ein Favorit braucht einen lesbaren Namen.</translation>
    </message>
    <message>
        <source>This is too long to be a number or an address.</source>
        <translation>Das ist zu lang für eine Nummer oder Adresse.</translation>
    </message>
    <message>
        <source>%1 is a favourite already.</source>
        <translation>%1 ist schon ein Favorit.</translation>
    </message>
    <message>
        <source>There are %1 favourites already: remove one first.</source>
        <translation>Es gibt schon %1 Favoriten: Entfernen Sie zuerst einen.</translation>
    </message>
    <message>
        <source>favourite move needs an ID and a place from 1.</source>
        <translation>favourite move braucht eine ID und einen Platz ab 1.</translation>
    </message>
    <message>
        <source>pickup-code is the telephone system&apos;s code for picking up a call, such as **, or empty.</source>
        <translation>pickup-code ist der Code der Telefonanlage zum Heranholen eines Anrufs, etwa **, oder leer.</translation>
    </message>
    <message>
        <source>Nobody is calling %1 now.</source>
        <translation>%1 wird gerade nicht angerufen.</translation>
    </message>
    <message>
        <source>The call for %1 is not there any more: somebody else took it, or the caller hung up.</source>
        <translation>Den Anruf für %1 gibt es nicht mehr: Jemand anders hat ihn angenommen, oder der Anrufer hat aufgelegt.</translation>
    </message>
    <message>
        <source>The call for %1 cannot be picked up: the caller&apos;s telephone does not allow it.</source>
        <translation>Der Anruf für %1 lässt sich nicht heranholen: Das Telefon des Anrufers lässt es nicht zu.</translation>
    </message>
    <message>
        <source>The call for %1 cannot be picked up: the telephone system does not tell enough about it, and the account has no pick-up code.</source>
        <translation>Der Anruf für %1 lässt sich nicht heranholen: Die Telefonanlage teilt zu wenig über ihn mit, und das Konto hat keinen Heranholcode.</translation>
    </message>
    <message>
        <source>It is your own call that rings at %1.</source>
        <translation>Es ist Ihr eigener Anruf, der bei %1 klingelt.</translation>
    </message>
</context>
<context>
    <name>carillon::AboutPage</name>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>The bell of Carillon</source>
        <translation>Die Glocke von Carillon</translation>
    </message>
    <message>
        <source>Carillon</source>
        <translation>Carillon</translation>
    </message>
    <message>
        <source>Carillon %1</source>
        <translation>Carillon %1</translation>
    </message>
    <message>
        <source>A SIP telephone for the desktop. It speaks only to the servers you give it: no account with us, no telemetry.</source>
        <translation>Ein SIP-Telefon für den Desktop. Es spricht nur mit den Servern, die Sie angeben: kein Konto bei uns, keine Telemetrie.</translation>
    </message>
    <message>
        <source>Free software under the MIT licence.</source>
        <translation>Freie Software unter der MIT-Lizenz.</translation>
    </message>
    <message>
        <source>Made with Qt %1.</source>
        <translation>Erstellt mit Qt %1.</translation>
    </message>
</context>
<context>
    <name>carillon::AccountCard</name>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Details</translation>
    </message>
    <message>
        <source>Change this account</source>
        <translation>Konto ändern</translation>
    </message>
    <message>
        <source>Remove this account</source>
        <translation>Konto entfernen</translation>
    </message>
    <message>
        <source>Remove this account and its password?</source>
        <translation>Dieses Konto und sein Passwort entfernen?</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Behalten</translation>
    </message>
    <message>
        <source>Change the account %1</source>
        <translation>Konto %1 ändern</translation>
    </message>
    <message>
        <source>Remove the account %1</source>
        <translation>Konto %1 entfernen</translation>
    </message>
    <message>
        <source>Sign &amp;out</source>
        <translation>Ab&amp;melden</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>Erneut &amp;versuchen</translation>
    </message>
    <message>
        <source>Sign &amp;in</source>
        <translation>An&amp;melden</translation>
    </message>
    <message>
        <source>Sign out: %1</source>
        <translation>Abmelden: %1</translation>
    </message>
    <message>
        <source>Try again to sign in: %1</source>
        <translation>Erneut anmelden: %1</translation>
    </message>
    <message>
        <source>Sign in: %1</source>
        <translation>Anmelden: %1</translation>
    </message>
    <message>
        <source>What happened to %1, in detail</source>
        <translation>Was mit %1 geschah, im Einzelnen</translation>
    </message>
    <message>
        <source>Remove %1 and its password</source>
        <translation>%1 und das Passwort entfernen</translation>
    </message>
    <message>
        <source>Keep %1</source>
        <translation>%1 behalten</translation>
    </message>
</context>
<context>
    <name>carillon::AccountDesk</name>
    <message>
        <source>Try it: call echo, music or friend. Calls to busy and noanswer show what happens when nobody talks to you.</source>
        <translation>Probieren Sie es: Rufen Sie echo, music oder friend an. Anrufe bei busy und noanswer zeigen, was geschieht, wenn niemand mit Ihnen spricht.</translation>
    </message>
</context>
<context>
    <name>carillon::AccountForm</name>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>Spei&amp;chern</translation>
    </message>
    <message>
        <source>&amp;Add this account</source>
        <translation>&amp;Konto hinzufügen</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>unverändert</translation>
    </message>
</context>
<context>
    <name>carillon::AccountInputs</name>
    <message>
        <source>Please type the address you were given, such as 1001@example.org.</source>
        <translation>Bitte geben Sie die Adresse ein, die Sie bekommen haben, etwa 1001@example.org.</translation>
    </message>
    <message>
        <source>An address has a name, an @ and a server, such as 1001@example.org.</source>
        <translation>Eine Adresse besteht aus Name, @ und Server, etwa 1001@example.org.</translation>
    </message>
    <message>
        <source>There is a space in the address.</source>
        <translation>Die Adresse enthält ein Leerzeichen.</translation>
    </message>
    <message>
        <source>A&amp;ddress</source>
        <translation>A&amp;dresse</translation>
    </message>
    <message>
        <source>Your address, such as 1001@example.org</source>
        <translation>Ihre Adresse, etwa 1001@example.org</translation>
    </message>
    <message>
        <source>1001@example.org</source>
        <translation>1001@example.org</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
    <message>
        <source>The password of the address</source>
        <translation>Das Passwort zur Adresse</translation>
    </message>
    <message>
        <source>Ad&amp;vanced</source>
        <translation>E&amp;rweitert</translation>
    </message>
    <message>
        <source>Show or hide server, transport, encryption and more</source>
        <translation>Server, Transport, Verschlüsselung und mehr ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Your &amp;name</source>
        <translation>Ihr &amp;Name</translation>
    </message>
    <message>
        <source>The name that others see when you call</source>
        <translation>Der Name, den andere bei Ihrem Anruf sehen</translation>
    </message>
    <message>
        <source>Sign-in &amp;user</source>
        <translation>&amp;Benutzername</translation>
    </message>
    <message>
        <source>The user to sign in with, if it is not that of the address</source>
        <translation>Der Benutzer für die Anmeldung, falls es nicht der aus der Adresse ist</translation>
    </message>
    <message>
        <source>as in the address</source>
        <translation>wie in der Adresse</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>&amp;Server</translation>
    </message>
    <message>
        <source>The server, if it is not that of the address</source>
        <translation>Der Server, falls es nicht der aus der Adresse ist</translation>
    </message>
    <message>
        <source>&amp;Transport</source>
        <translation>&amp;Transport</translation>
    </message>
    <message>
        <source>How the server is reached</source>
        <translation>Wie der Server erreicht wird</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>UDP</source>
        <translation>UDP</translation>
    </message>
    <message>
        <source>TCP</source>
        <translation>TCP</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Secure WebSocket</source>
        <translation>Sicherer WebSocket</translation>
    </message>
    <message>
        <source>&amp;Outbound proxy</source>
        <translation>Ausgehender Pro&amp;xy</translation>
    </message>
    <message>
        <source>A proxy that everything goes through</source>
        <translation>Ein Proxy, über den alles läuft</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>&amp;Encryption of the sound</source>
        <translation>&amp;Verschlüsselung des Tons</translation>
    </message>
    <message>
        <source>How the sound of calls is encrypted</source>
        <translation>Wie der Ton der Gespräche verschlüsselt wird</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Where the other side can</source>
        <translation>Wenn die Gegenseite es kann</translation>
    </message>
    <message>
        <source>Always, keys by SDES</source>
        <translation>Immer, Schlüssel über SDES</translation>
    </message>
    <message>
        <source>Certificate &amp;authority</source>
        <translation>&amp;Zertifizierungsstelle</translation>
    </message>
    <message>
        <source>A file with the certificates to trust, besides those of the system</source>
        <translation>Eine Datei mit Zertifikaten, denen neben denen des Systems vertraut wird</translation>
    </message>
    <message>
        <source>those of the system</source>
        <translation>die des Systems</translation>
    </message>
    <message>
        <source>Choose a &amp;file…</source>
        <translation>Datei wä&amp;hlen&#xa0;…</translation>
    </message>
    <message>
        <source>S&amp;ign in, so that calls find me</source>
        <translation>An&amp;melden, damit Anrufe ankommen</translation>
    </message>
    <message>
        <source>Certificate authority</source>
        <translation>Zertifizierungsstelle</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer)</source>
        <translation>Zertifikate (*.pem *.crt *.cer)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>&amp;Ways for the sound (ICE)</source>
        <translation>&amp;Wege für den Ton (ICE)</translation>
    </message>
    <message>
        <source>Whether several ways for the sound are tried, and the best one taken</source>
        <translation>Ob mehrere Wege für den Ton versucht werden und der beste genommen wird</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>&amp;Helper server (STUN)</source>
        <translation>Hil&amp;fsserver (STUN)</translation>
    </message>
    <message>
        <source>A STUN server, which says how this computer is seen from outside</source>
        <translation>Ein STUN-Server, der sagt, wie dieser Computer von außen gesehen wird</translation>
    </message>
    <message>
        <source>&amp;Relay server (TURN)</source>
        <translation>Re&amp;lais-Server (TURN)</translation>
    </message>
    <message>
        <source>A TURN server, which passes the sound on where there is no other way</source>
        <translation>Ein TURN-Server, der den Ton weiterreicht, wo es keinen anderen Weg gibt</translation>
    </message>
    <message>
        <source>Password of the re&amp;lay</source>
        <translation>Passwort des R&amp;elais</translation>
    </message>
    <message>
        <source>The password of the relay server, if it is not that of the address</source>
        <translation>Das Passwort des Relais-Servers, falls es nicht das der Adresse ist</translation>
    </message>
    <message>
        <source>Always, keys by DTLS</source>
        <translation>Immer, Schlüssel über DTLS</translation>
    </message>
    <message>
        <source>that of the address</source>
        <translation>das der Adresse</translation>
    </message>
    <message>
        <source>Pic&amp;k-up code</source>
        <translation>Heranhol&amp;code</translation>
    </message>
    <message>
        <source>The code for taking a call that rings at a favourite, where the server needs one, such as **</source>
        <translation>Der Code zum Heranholen eines Anrufs, der bei einem Favoriten klingelt, wo der Server einen braucht, etwa **</translation>
    </message>
</context>
<context>
    <name>carillon::AccountsPage</name>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>There is no account yet.</source>
        <translation>Es gibt noch kein Konto.</translation>
    </message>
    <message>
        <source>&amp;Add an account</source>
        <translation>Konto &amp;hinzufügen</translation>
    </message>
</context>
<context>
    <name>carillon::AlertDesk</name>
    <message numerus="yes">
        <source>and %n more are calling</source>
        <translation>
            <numerusform>und %n weitere rufen an</numerusform>
            <numerusform>und %n weitere rufen an</numerusform>
        </translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Missed call</source>
        <translation>Verpasster Anruf</translation>
    </message>
    <message>
        <source>In call with %1</source>
        <translation>Im Gespräch mit %1</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Gehalten</translation>
    </message>
    <message>
        <source>Your microphone is muted</source>
        <translation>Das Mikrofon ist stumm</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme läuft</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Auflegen</translation>
    </message>
</context>
<context>
    <name>carillon::Application</name>
    <message>
        <source>There is no room for the sound files of the test call.</source>
        <translation>Für die Tondateien des Testanrufs ist kein Platz.</translation>
    </message>
    <message>
        <source>There is no display: start Carillon with --headless.</source>
        <translation>Es gibt keinen Bildschirm: Starten Sie Carillon mit --headless.</translation>
    </message>
    <message>
        <source>autostart is on or off.</source>
        <translation>autostart ist on oder off.</translation>
    </message>
</context>
<context>
    <name>carillon::AudioSession</name>
    <message>
        <source>The sound of the call could not be set up.</source>
        <translation>Der Ton des Gesprächs konnte nicht eingerichtet werden.</translation>
    </message>
    <message>
        <source>The sound of the call could not be started.</source>
        <translation>Der Ton des Gesprächs konnte nicht gestartet werden.</translation>
    </message>
    <message>
        <source>The other side offers no sound.</source>
        <translation>Die Gegenseite bietet keinen Ton an.</translation>
    </message>
    <message>
        <source>The other side does not say where to send the sound.</source>
        <translation>Die Gegenseite sagt nicht, wohin der Ton gesendet werden soll.</translation>
    </message>
    <message>
        <source>The other side wants to send the sound in a way that this phone does not know.</source>
        <translation>Die Gegenseite will den Ton auf eine Art senden, die dieses Telefon nicht kennt.</translation>
    </message>
    <message>
        <source>The other side and this phone have no codec in common.</source>
        <translation>Die Gegenseite und dieses Telefon haben keinen Codec gemeinsam.</translation>
    </message>
    <message>
        <source>The other side does not encrypt the sound, and this account demands it.</source>
        <translation>Die Gegenseite verschlüsselt den Ton nicht, doch dieses Konto verlangt es.</translation>
    </message>
    <message>
        <source>The other side demands encrypted sound, which this account does not allow.</source>
        <translation>Die Gegenseite verlangt verschlüsselten Ton, den dieses Konto nicht erlaubt.</translation>
    </message>
    <message>
        <source>The other side wants to go on without encryption; that was refused.</source>
        <translation>Die Gegenseite will unverschlüsselt weitersprechen; das wurde abgelehnt.</translation>
    </message>
    <message>
        <source>The other side changed the call in a way that is not allowed.</source>
        <translation>Die Gegenseite hat das Gespräch auf unerlaubte Weise geändert.</translation>
    </message>
    <message>
        <source>The other side sent a description that nobody asked for.</source>
        <translation>Die Gegenseite hat eine Beschreibung gesendet, die niemand verlangt hat.</translation>
    </message>
    <message>
        <source>The call is over.</source>
        <translation>Das Gespräch ist beendet.</translation>
    </message>
    <message>
        <source>There is no network on which the other side could be reached.</source>
        <translation>Es gibt kein Netz, in dem die Gegenseite erreichbar wäre.</translation>
    </message>
    <message>
        <source>The other side describes the call in an unknown way.</source>
        <translation>Die Gegenseite beschreibt das Gespräch auf unbekannte Weise.</translation>
    </message>
    <message>
        <source>The other side&apos;s description of the call cannot be read.</source>
        <translation>Die Gesprächsbeschreibung der Gegenseite ist nicht lesbar.</translation>
    </message>
    <message>
        <source>The address to which the other side wants the sound sent cannot be reached.</source>
        <translation>Die Adresse, an die der Ton gesendet werden soll, ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>The way for the sound is interrupted; another one is looked for.</source>
        <translation>Der Weg für den Ton ist unterbrochen; ein anderer wird gesucht.</translation>
    </message>
    <message>
        <source>No way for the sound to the other side was found; a firewall may be between the two.</source>
        <translation>Es wurde kein Weg für den Ton zur Gegenseite gefunden; vielleicht ist eine Firewall dazwischen.</translation>
    </message>
    <message>
        <source>No way for the sound to the other side was found, however often it was looked for. Another network may help, or another call.</source>
        <translation>Es wurde kein Weg für den Ton zur Gegenseite gefunden, so oft auch gesucht wurde. Ein anderes Netz kann helfen oder ein neuer Anruf.</translation>
    </message>
    <message>
        <source>The relay for the sound cannot be reached.</source>
        <translation>Das Relais für den Ton ist nicht zu erreichen.</translation>
    </message>
</context>
<context>
    <name>carillon::Autostart</name>
    <message>
        <source>%1 cannot be written, so the session does not start Carillon.</source>
        <translation>%1 lässt sich nicht schreiben; die Sitzung startet Carillon deshalb nicht.</translation>
    </message>
    <message>
        <source>Carillon runs in a sandbox, and there is nobody to ask outside.</source>
        <translation>Carillon läuft in einer Sandbox, und draußen ist niemand, den man fragen könnte.</translation>
    </message>
    <message>
        <source>Carillon can take calls as soon as you log in.</source>
        <translation>Carillon kann Anrufe annehmen, sobald Sie sich anmelden.</translation>
    </message>
    <message>
        <source>The path of the program holds characters that no session can start.</source>
        <translation>Der Pfad des Programms enthält Zeichen, die keine Sitzung starten kann.</translation>
    </message>
    <message>
        <source>%1 cannot be removed, so the session goes on starting Carillon.</source>
        <translation>%1 lässt sich nicht entfernen; die Sitzung startet Carillon deshalb weiterhin.</translation>
    </message>
</context>
<context>
    <name>carillon::BusService</name>
    <message>
        <source>Carillon is about to end.</source>
        <translation>Carillon wird gerade beendet.</translation>
    </message>
    <message>
        <source>Too many programs talk to Carillon at the same time: try again.</source>
        <translation>Zu viele Programme sprechen gleichzeitig mit Carillon: Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>There is no such action.</source>
        <translation>Diese Aktion gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no such property.</source>
        <translation>Diese Eigenschaft gibt es nicht.</translation>
    </message>
    <message>
        <source>That is too long to be called.</source>
        <translation>Das ist zu lang zum Anrufen.</translation>
    </message>
</context>
<context>
    <name>carillon::CallDesk</name>
    <message>
        <source>Somebody is being asked: connect, merge or go back first.</source>
        <translation>Es wird gerade jemand gefragt: erst verbinden, zusammenlegen oder zurückgehen.</translation>
    </message>
</context>
<context>
    <name>carillon::CallHeader</name>
    <message>
        <source>How loud your microphone is</source>
        <translation>Lautstärke Ihres Mikrofons</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Details</translation>
    </message>
    <message>
        <source>Details of what happened</source>
        <translation>Einzelheiten zu dem, was geschah</translation>
    </message>
    <message>
        <source>How loud the other side is</source>
        <translation>Wie laut die Gegenseite ist</translation>
    </message>
</context>
<context>
    <name>carillon::CallLine</name>
    <message>
        <source>Show this call</source>
        <translation>Anruf anzeigen</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Answer: %1</source>
        <translation>Annehmen: %1</translation>
    </message>
    <message>
        <source>Show the call: %1</source>
        <translation>Anruf anzeigen: %1</translation>
    </message>
    <message>
        <source>Decline: %1</source>
        <translation>Ablehnen: %1</translation>
    </message>
    <message>
        <source>Hang up: %1</source>
        <translation>Auflegen: %1</translation>
    </message>
    <message>
        <source>F5</source>
        <comment>key</comment>
        <translation>F5</translation>
    </message>
    <message>
        <source>F6</source>
        <comment>key</comment>
        <translation>F6</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Auflegen</translation>
    </message>
    <message>
        <source>Answer: %1 (holds %2)</source>
        <translation>Annehmen: %1 (hält %2)</translation>
    </message>
</context>
<context>
    <name>carillon::CallStrip</name>
    <message>
        <source>Strip: %1</source>
        <comment>title of a window</comment>
        <translation>Leiste: %1</translation>
    </message>
    <message>
        <source>%1. A double click shows the window.</source>
        <translation>%1. Ein Doppelklick zeigt das Fenster.</translation>
    </message>
</context>
<context>
    <name>carillon::CallWindow</name>
    <message>
        <source>Mute your microphone</source>
        <translation>Mikrofon stummschalten</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Halten</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Press Esc again to hang up</source>
        <translation>Zum Auflegen noch einmal Esc drücken</translation>
    </message>
    <message>
        <source>Tones sent: %1</source>
        <translation>Gesendete Töne: %1</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Auflegen</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>&amp;Nein</translation>
    </message>
    <message>
        <source>S&amp;end</source>
        <translation>S&amp;enden</translation>
    </message>
    <message>
        <source>&amp;Drop</source>
        <translation>Ver&amp;werfen</translation>
    </message>
    <message>
        <source>&amp;Test the sound…</source>
        <translation>Ton &amp;prüfen…</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufnehmen</translation>
    </message>
</context>
<context>
    <name>carillon::CallsBar</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiterer</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>carillon::ConsultPanel</name>
    <message>
        <source>Enter</source>
        <comment>key</comment>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Esc</source>
        <comment>key</comment>
        <translation>Esc</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>what a button does (its key)</comment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>carillon::ControlClient</name>
    <message>
        <source>There is no environment variable %1.</source>
        <translation>Es gibt keine Umgebungsvariable %1.</translation>
    </message>
    <message>
        <source>The password cannot be read.</source>
        <translation>Das Passwort kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The answer could not be written.</source>
        <translation>Die Antwort konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Carillon ended.</source>
        <translation>Carillon wurde beendet.</translation>
    </message>
    <message>
        <source>Carillon ended without an answer.</source>
        <translation>Carillon wurde beendet, ohne zu antworten.</translation>
    </message>
    <message>
        <source>No Carillon runs with the profile %1.</source>
        <translation>Mit dem Profil %1 läuft kein Carillon.</translation>
    </message>
</context>
<context>
    <name>carillon::ControlServer</name>
    <message>
        <source>Too many programs talk to Carillon at the same time: try again.</source>
        <translation>Zu viele Programme sprechen gleichzeitig mit Carillon: Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>This is no request that Carillon understands.</source>
        <translation>Das ist keine Anfrage, die Carillon versteht.</translation>
    </message>
    <message>
        <source>Carillon runs already with the profile %1.</source>
        <translation>Carillon läuft bereits mit dem Profil %1.</translation>
    </message>
    <message>
        <source>The control socket cannot be opened: carillon ctl will not reach this phone.</source>
        <translation>Der Steuer-Socket kann nicht geöffnet werden: carillon ctl wird dieses Telefon nicht erreichen.</translation>
    </message>
    <message>
        <source>Carillon is about to end.</source>
        <translation>Carillon wird gerade beendet.</translation>
    </message>
</context>
<context>
    <name>carillon::Device</name>
    <message>
        <source>A tone can only be a microphone.</source>
        <translation>Ein Messton kann nur ein Mikrofon sein.</translation>
    </message>
    <message>
        <source>“tone:%1” needs a frequency from 20 to 20000 Hz.</source>
        <translation>„tone:%1“ braucht eine Frequenz von 20 bis 20000 Hz.</translation>
    </message>
    <message>
        <source>The sound file “%1” does not exist.</source>
        <translation>Die Tondatei „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>The sound file “%1” cannot be read.</source>
        <translation>Die Tondatei „%1“ kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The folder of “%1” does not exist.</source>
        <translation>Den Ordner von „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>The file “%1” cannot be written.</source>
        <translation>Die Datei „%1“ kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>“%1” is no sound device: it is default, null, %2file:PATH or id:DEVICE.</source>
        <translation>„%1“ ist kein Tongerät: Möglich sind default, null, %2file:PFAD oder id:GERÄT.</translation>
    </message>
    <message>
        <source>“%1” is not a sound file that can be read.</source>
        <translation>„%1“ ist keine lesbare Tondatei.</translation>
    </message>
    <message>
        <source>“%1” can no longer be read.</source>
        <translation>„%1“ ist nicht mehr lesbar.</translation>
    </message>
    <message>
        <source>“%1” cannot be written further: the disk is full.</source>
        <translation>„%1“ kann nicht weiter geschrieben werden: Der Datenträger ist voll.</translation>
    </message>
    <message>
        <source>The microphone “%1” cannot be opened; perhaps another program uses it.</source>
        <translation>Das Mikrofon „%1“ lässt sich nicht öffnen; vielleicht benutzt es ein anderes Programm.</translation>
    </message>
    <message>
        <source>The microphone “%1” went away; the call goes on without it.</source>
        <translation>Das Mikrofon „%1“ ist verschwunden; das Gespräch geht ohne es weiter.</translation>
    </message>
    <message>
        <source>The loudspeaker “%1” cannot be opened; perhaps another program uses it.</source>
        <translation>Der Lautsprecher „%1“ lässt sich nicht öffnen; vielleicht benutzt ihn ein anderes Programm.</translation>
    </message>
    <message>
        <source>The loudspeaker “%1” went away; the call goes on without it.</source>
        <translation>Der Lautsprecher „%1“ ist verschwunden; das Gespräch geht ohne ihn weiter.</translation>
    </message>
    <message>
        <source>This computer has no microphone.</source>
        <translation>Dieser Computer hat kein Mikrofon.</translation>
    </message>
    <message>
        <source>This computer has no loudspeaker.</source>
        <translation>Dieser Computer hat keinen Lautsprecher.</translation>
    </message>
    <message>
        <source>The microphone “%1” is not connected.</source>
        <translation>Das Mikrofon „%1“ ist nicht angeschlossen.</translation>
    </message>
    <message>
        <source>The loudspeaker “%1” is not connected.</source>
        <translation>Der Lautsprecher „%1“ ist nicht angeschlossen.</translation>
    </message>
    <message>
        <source>The microphone “%1” went away; “%2” is used instead.</source>
        <translation>Das Mikrofon „%1“ ist weg; stattdessen wird „%2“ benutzt.</translation>
    </message>
    <message>
        <source>The loudspeaker “%1” went away; “%2” is used instead.</source>
        <translation>Der Lautsprecher „%1“ ist weg; stattdessen wird „%2“ benutzt.</translation>
    </message>
    <message>
        <source>The microphone “%1” is used now.</source>
        <translation>Jetzt wird das Mikrofon „%1“ benutzt.</translation>
    </message>
    <message>
        <source>The loudspeaker “%1” is used now.</source>
        <translation>Jetzt wird der Lautsprecher „%1“ benutzt.</translation>
    </message>
    <message>
        <source>“%1” is too large for a ring.</source>
        <translation>„%1“ ist zu groß für einen Klingelton.</translation>
    </message>
</context>
<context>
    <name>carillon::DialKey</name>
    <message>
        <source>star</source>
        <translation>Stern</translation>
    </message>
    <message>
        <source>pound</source>
        <translation>Raute</translation>
    </message>
    <message>
        <source>Press %1</source>
        <translation>Taste %1</translation>
    </message>
</context>
<context>
    <name>carillon::DialPad</name>
    <message>
        <source>Dial pad</source>
        <translation>Wähltasten</translation>
    </message>
</context>
<context>
    <name>carillon::DialPreview</name>
    <message>
        <source>Try a number</source>
        <translation>Eine Nummer ausprobieren</translation>
    </message>
    <message>
        <source>A number to try the rules with</source>
        <translation>Eine Nummer, um die Regeln auszuprobieren</translation>
    </message>
</context>
<context>
    <name>carillon::DialerPanel</name>
    <message>
        <source>Show or hide the dial pad</source>
        <translation>Wähltasten ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Call the name or number typed</source>
        <translation>Eingegebenen Namen oder Nummer anrufen</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation>Name oder Nummer</translation>
    </message>
    <message>
        <source>Name or number to call</source>
        <translation>Name oder Nummer zum Anrufen</translation>
    </message>
    <message>
        <source>From a link. Press Enter to call it.</source>
        <translation>Aus einem Link. Enter ruft an.</translation>
    </message>
</context>
<context>
    <name>carillon::ElapsedTime</name>
    <message>
        <source>The call lasts %1</source>
        <translation>Das Gespräch dauert %1</translation>
    </message>
</context>
<context>
    <name>carillon::Exchange</name>
    <message>
        <source>The built-in exchange cannot be started: %1</source>
        <translation>Die eingebaute Vermittlung kann nicht gestartet werden: %1</translation>
    </message>
</context>
<context>
    <name>carillon::FactButton</name>
    <message>
        <source>%1. Explain.</source>
        <translation>%1. Erklären.</translation>
    </message>
</context>
<context>
    <name>carillon::FavouriteBar</name>
    <message>
        <source>More favourites</source>
        <translation>Weitere Favoriten</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>&amp;Call</source>
        <translation>&amp;Anrufen</translation>
    </message>
    <message>
        <source>Move &amp;forward</source>
        <translation>Nach &amp;vorn</translation>
    </message>
    <message>
        <source>Move &amp;back</source>
        <translation>Nach &amp;hinten</translation>
    </message>
    <message>
        <source>&amp;Remove from the favourites</source>
        <translation>Aus den Favoriten &amp;entfernen</translation>
    </message>
    <message>
        <source>Pick &amp;up</source>
        <translation>Heranh&amp;olen</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>&amp;Umbenennen</translation>
    </message>
</context>
<context>
    <name>carillon::FavouriteButton</name>
    <message>
        <source>New name for %1</source>
        <translation>Neuer Name für %1</translation>
    </message>
</context>
<context>
    <name>carillon::FirstStartPage</name>
    <message>
        <source>Welcome to Carillon</source>
        <translation>Willkommen bei Carillon</translation>
    </message>
    <message>
        <source>Add my account</source>
        <translation>Mein Konto hinzufügen</translation>
    </message>
    <message>
        <source>What your provider or your company gave you.</source>
        <translation>Was Sie von Ihrem Anbieter oder Ihrer Firma bekommen haben.</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>&amp;Start calling</source>
        <translation>&amp;Los geht’s</translation>
    </message>
    <message>
        <source>Try it now</source>
        <translation>Jetzt ausprobieren</translation>
    </message>
    <message>
        <source>No account needed: hear yourself, hear music, and meet a friend whom you can hand over.</source>
        <translation>Ohne Konto: Hören Sie sich selbst, hören Sie Musik und treffen Sie einen Freund, den Sie weiterleiten können.</translation>
    </message>
    <message>
        <source>&amp;Try it now</source>
        <translation>Jetzt &amp;ausprobieren</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Einen Moment&#xa0;…</translation>
    </message>
    <message>
        <source>Starting the try-out…</source>
        <translation>Testlauf wird gestartet&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Details</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Noch einmal</translation>
    </message>
    <message>
        <source>Details of what happened</source>
        <translation>Einzelheiten zu dem, was geschah</translation>
    </message>
</context>
<context>
    <name>carillon::GlobalShortcuts</name>
    <message>
        <source>The desktop did not allow the key combinations.</source>
        <translation>Der Desktop hat die Tastenkürzel nicht erlaubt.</translation>
    </message>
    <message>
        <source>This desktop has no key combinations for the whole desktop.</source>
        <translation>Auf diesem Desktop gibt es keine Tastenkürzel, die überall gelten.</translation>
    </message>
    <message>
        <source>The key combination for &quot;%1&quot; belongs to another program already.</source>
        <translation>Das Tastenkürzel für „%1“ gehört schon einem anderen Programm.</translation>
    </message>
</context>
<context>
    <name>carillon::HandoverDesk</name>
    <message>
        <source>Somebody is being asked about %1 already.</source>
        <translation>Wegen %1 wird schon jemand gefragt.</translation>
    </message>
</context>
<context>
    <name>carillon::HistoryDesk</name>
    <message numerus="yes">
        <source>%n missed calls</source>
        <translation>
            <numerusform>%n verpasster Anruf</numerusform>
            <numerusform>%n verpasste Anrufe</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>carillon::HookCommand</name>
    <message>
        <source>The program for call events, %1, is too slow: some events were left out.</source>
        <translation>Das Programm für Anrufereignisse, %1, ist zu langsam: Einige Ereignisse wurden ausgelassen.</translation>
    </message>
    <message>
        <source>The program for call events, %1, cannot be started.</source>
        <translation>Das Programm für Anrufereignisse, %1, lässt sich nicht starten.</translation>
    </message>
    <message>
        <source>The program for call events, %1, did not end within %2 seconds and was stopped.</source>
        <translation>Das Programm für Anrufereignisse, %1, war nach %2 Sekunden nicht fertig und wurde beendet.</translation>
    </message>
    <message>
        <source>The program for call events, %1, failed.</source>
        <translation>Das Programm für Anrufereignisse, %1, ist fehlgeschlagen.</translation>
    </message>
</context>
<context>
    <name>carillon::IconButton</name>
    <message>
        <source>%1 (%2)</source>
        <comment>what a button does (its key)</comment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>carillon::IncomingPopup</name>
    <message>
        <source>Answer</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Silence: let it ring without disturbing you</source>
        <translation>Klingelton aus: weiterklingeln lassen, ohne Sie zu stören</translation>
    </message>
    <message>
        <source>Send the caller to somebody else</source>
        <translation>Anrufer an jemand anderen weiterleiten</translation>
    </message>
    <message>
        <source>Send the caller to…</source>
        <translation>Weiterleiten an&#xa0;…</translation>
    </message>
    <message>
        <source>Name or number to send the caller to</source>
        <translation>Name oder Nummer, an die der Anrufer weitergeleitet wird</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>&amp;Senden</translation>
    </message>
    <message>
        <source>Answer (holds %1)</source>
        <translation>Annehmen (hält %1)</translation>
    </message>
    <message>
        <source>F5</source>
        <comment>key</comment>
        <translation>F5</translation>
    </message>
    <message>
        <source>F6</source>
        <comment>key</comment>
        <translation>F6</translation>
    </message>
    <message>
        <source>Decline the call from %1</source>
        <translation>Anruf von %1 ablehnen</translation>
    </message>
    <message>
        <source>Enter sends to %1 (%2).</source>
        <translation>Enter leitet an %1 (%2) weiter.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more are calling</source>
        <translation>
            <numerusform>und noch %n Anruf</numerusform>
            <numerusform>und noch %n Anrufe</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>carillon::KeepAwake</name>
    <message>
        <source>In a call</source>
        <translation>Im Gespräch</translation>
    </message>
</context>
<context>
    <name>carillon::KeyMapWindow</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>In a call</source>
        <translation>Im Gespräch</translation>
    </message>
    <message>
        <source>In the main window</source>
        <translation>Im Hauptfenster</translation>
    </message>
    <message>
        <source>Keys and what they do</source>
        <translation>Tasten und was sie tun</translation>
    </message>
</context>
<context>
    <name>carillon::MainUi</name>
    <message>
        <source>A link waits in the field to be called.</source>
        <translation>Ein Link wartet im Feld auf den Anruf.</translation>
    </message>
    <message>
        <source>Quitting hangs up: %1.</source>
        <translation>Beenden legt auf: %1.</translation>
    </message>
    <message numerus="yes">
        <source>Quitting hangs up %n calls.</source>
        <translation>
            <numerusform>Beenden legt %n Gespräch auf.</numerusform>
            <numerusform>Beenden legt %n Gespräche auf.</numerusform>
        </translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>carillon::MainWindow</name>
    <message>
        <source>Carillon</source>
        <translation>Carillon</translation>
    </message>
    <message>
        <source>Open the menu</source>
        <translation>Menü öffnen</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>Nicht stören</translation>
    </message>
    <message>
        <source>&amp;Accounts</source>
        <translation>&amp;Konten</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>&amp;Einstellungen</translation>
    </message>
    <message>
        <source>A&amp;ppearance</source>
        <translation>&amp;Darstellung</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>A&amp;bout Carillon</source>
        <translation>Über &amp;Carillon</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Let callers disturb you again</source>
        <translation>Anrufe wieder durchlassen</translation>
    </message>
    <message>
        <source>Do not disturb: callers hear that you are busy</source>
        <translation>Nicht stören: Anrufer hören, dass besetzt ist</translation>
    </message>
    <message>
        <source>S&amp;ound</source>
        <translation>&amp;Ton</translation>
    </message>
    <message>
        <source>&amp;Test the sound</source>
        <translation>Ton &amp;prüfen</translation>
    </message>
    <message>
        <source>S&amp;mall strip on top</source>
        <translation>Kleine &amp;Leiste obenauf</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
</context>
<context>
    <name>carillon::MediaTransport</name>
    <message>
        <source>No free port for the sound of the call was found.</source>
        <translation>Für den Ton des Anrufs wurde kein freier Port gefunden.</translation>
    </message>
    <message>
        <source>The other side is not who it says it is: its certificate is not the announced one. Somebody may be listening, so the sound was stopped.</source>
        <translation>Die Gegenseite ist nicht, wer sie zu sein vorgibt: Ihr Zertifikat ist nicht das angekündigte. Vielleicht hört jemand mit, deshalb wurde der Ton beendet.</translation>
    </message>
    <message>
        <source>The other side and this phone know no encryption in common.</source>
        <translation>Die Gegenseite und dieses Telefon kennen keine gemeinsame Verschlüsselung.</translation>
    </message>
    <message>
        <source>The other side did not answer when the encryption was to be set up.</source>
        <translation>Die Gegenseite hat nicht geantwortet, als die Verschlüsselung eingerichtet werden sollte.</translation>
    </message>
    <message>
        <source>The encryption of the sound could not be set up with the other side.</source>
        <translation>Die Verschlüsselung des Tons konnte mit der Gegenseite nicht eingerichtet werden.</translation>
    </message>
    <message>
        <source>The other side does not know the way that was offered for the sound, and no simpler one could be opened.</source>
        <translation>Die Gegenseite kennt den Weg nicht, der für den Ton angeboten wurde, und ein einfacherer ließ sich nicht öffnen.</translation>
    </message>
</context>
<context>
    <name>carillon::NoticeBar</name>
    <message>
        <source>Put this notice away</source>
        <translation>Hinweis schließen</translation>
    </message>
</context>
<context>
    <name>carillon::OrderedList</name>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Move the chosen one up</source>
        <translation>Den gewählten Eintrag nach oben</translation>
    </message>
    <message>
        <source>Move %1 up</source>
        <translation>%1 nach oben</translation>
    </message>
    <message>
        <source>Alt+Up</source>
        <comment>key</comment>
        <translation>Alt+Hoch</translation>
    </message>
    <message>
        <source>Move the chosen one down</source>
        <translation>Den gewählten Eintrag nach unten</translation>
    </message>
    <message>
        <source>Move %1 down</source>
        <translation>%1 nach unten</translation>
    </message>
    <message>
        <source>Alt+Down</source>
        <comment>key</comment>
        <translation>Alt+Runter</translation>
    </message>
</context>
<context>
    <name>carillon::Page</name>
    <message>
        <source>Go back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>carillon::PastCallPage</name>
    <message>
        <source>Call</source>
        <translation>Gespräch</translation>
    </message>
    <message>
        <source>&amp;Call back</source>
        <translation>&amp;Zurückrufen</translation>
    </message>
    <message>
        <source>Call %1 back</source>
        <translation>%1 zurückrufen</translation>
    </message>
    <message>
        <source>&amp;Favourite</source>
        <translation>&amp;Favorit</translation>
    </message>
    <message>
        <source>&amp;Add to the favourites</source>
        <translation>Zu den Fa&amp;voriten</translation>
    </message>
    <message>
        <source>Remove %1 from the favourites</source>
        <translation>%1 aus den Favoriten entfernen</translation>
    </message>
    <message>
        <source>Add %1 to the favourites</source>
        <translation>%1 zu den Favoriten hinzufügen</translation>
    </message>
</context>
<context>
    <name>carillon::PathField</name>
    <message>
        <source>Choose: %1</source>
        <translation>Wählen: %1</translation>
    </message>
    <message>
        <source>Sound files (*.wav *.ogg *.oga *.opus *.flac *.mp3 *.aiff)</source>
        <translation>Tondateien (*.wav *.ogg *.oga *.opus *.flac *.mp3 *.aiff)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>carillon::QuietMenu</name>
    <message>
        <source>&amp;Do not disturb</source>
        <translation>&amp;Nicht stören</translation>
    </message>
    <message>
        <source>&amp;Let callers through again</source>
        <translation>Anrufer wieder &amp;durchlassen</translation>
    </message>
    <message>
        <source>For &amp;30 minutes</source>
        <translation>&amp;30 Minuten lang</translation>
    </message>
    <message>
        <source>For an &amp;hour</source>
        <translation>Eine &amp;Stunde lang</translation>
    </message>
    <message>
        <source>Until I turn it &amp;off</source>
        <translation>Bis ich es &amp;ausschalte</translation>
    </message>
    <message>
        <source>&amp;Do not disturb: on</source>
        <translation>&amp;Nicht stören: an</translation>
    </message>
    <message>
        <source>&amp;Do not disturb until %1</source>
        <translation>&amp;Nicht stören bis %1</translation>
    </message>
</context>
<context>
    <name>carillon::RecentPanel</name>
    <message>
        <source>Recent calls</source>
        <translation>Letzte Anrufe</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>&amp;Call back</source>
        <translation>&amp;Zurückrufen</translation>
    </message>
    <message>
        <source>&amp;Put into the field</source>
        <translation>&amp;In das Feld übernehmen</translation>
    </message>
    <message>
        <source>C&amp;opy the address</source>
        <translation>Adresse &amp;kopieren</translation>
    </message>
    <message numerus="yes">
        <source>%n missed</source>
        <translation>
            <numerusform>%n verpasst</numerusform>
            <numerusform>%n verpasst</numerusform>
        </translation>
    </message>
    <message>
        <source>No calls yet. Your calls will be listed here.</source>
        <translation>Noch keine Anrufe. Ihre Anrufe erscheinen hier.</translation>
    </message>
    <message>
        <source>De&amp;tails</source>
        <translation>De&amp;tails</translation>
    </message>
    <message>
        <source>Details and recordings of the chosen call</source>
        <translation>Einzelheiten und Aufnahmen des gewählten Gesprächs</translation>
    </message>
    <message>
        <source>&amp;Details and recordings</source>
        <translation>&amp;Einzelheiten und Aufnahmen</translation>
    </message>
    <message>
        <source>&amp;Remove from the favourites</source>
        <translation>Aus den Fa&amp;voriten entfernen</translation>
    </message>
    <message>
        <source>&amp;Add to the favourites</source>
        <translation>Zu den Fa&amp;voriten</translation>
    </message>
</context>
<context>
    <name>carillon::Recording</name>
    <message>
        <source>The recording “%1” ended: the disk is full.</source>
        <translation>Die Aufnahme „%1“ ist zu Ende: Der Datenträger ist voll.</translation>
    </message>
    <message>
        <source>The recording “%1” ended: it cannot be written any more.</source>
        <translation>Die Aufnahme „%1“ ist zu Ende: Sie lässt sich nicht weiter schreiben.</translation>
    </message>
    <message>
        <source>The folder for recordings, “%1”, is not there.</source>
        <translation>Der Ordner für Aufnahmen, „%1“, ist nicht da.</translation>
    </message>
    <message>
        <source>“%1” exists already.</source>
        <translation>„%1“ gibt es schon.</translation>
    </message>
    <message>
        <source>The recording “%1” cannot be written.</source>
        <translation>Die Aufnahme „%1“ lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>The recording “%1” ended: somebody removed it.</source>
        <translation>Die Aufnahme „%1“ ist zu Ende: Jemand hat sie entfernt.</translation>
    </message>
</context>
<context>
    <name>carillon::RecordingCard</name>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>%1 of the call with %2</source>
        <translation>%1 des Gesprächs mit %2</translation>
    </message>
    <message>
        <source>Show in &amp;folder</source>
        <translation>Im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>Open the &amp;folder</source>
        <translation>Den &amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Stop playing the call with %1</source>
        <translation>Das Gespräch mit %1 nicht weiter abspielen</translation>
    </message>
    <message>
        <source>Play: %1 of the call with %2</source>
        <translation>Abspielen: %1 des Gesprächs mit %2</translation>
    </message>
    <message>
        <source>Show in its folder: %1</source>
        <translation>Im Ordner zeigen: %1</translation>
    </message>
    <message>
        <source>Open its folder: %1</source>
        <translation>Den Ordner öffnen: %1</translation>
    </message>
</context>
<context>
    <name>carillon::SelfTestPage</name>
    <message>
        <source>Test the sound</source>
        <translation>Ton prüfen</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>An&amp;halten</translation>
    </message>
</context>
<context>
    <name>carillon::SettingForm</name>
    <message>
        <source>No key: %1</source>
        <translation>Keine Taste: %1</translation>
    </message>
</context>
<context>
    <name>carillon::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Show all settings again</source>
        <translation>Wieder alle Einstellungen zeigen</translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Add and change accounts…</source>
        <translation>Konten hinzufügen und ändern…</translation>
    </message>
    <message>
        <source>Call with</source>
        <translation>Anrufen mit</translation>
    </message>
    <message>
        <source>default account outgoing</source>
        <translation>Standardkonto ausgehend</translation>
    </message>
    <message>
        <source>The first account that is ready</source>
        <translation>Dem ersten Konto, das bereit ist</translation>
    </message>
    <message>
        <source>Ring with</source>
        <translation>Klingeln mit</translation>
    </message>
    <message>
        <source>ringtone melody sound file</source>
        <translation>Klingelton Melodie Tondatei</translation>
    </message>
    <message>
        <source>Carillon&apos;s own ring</source>
        <translation>Carillons eigenem Klingeln</translation>
    </message>
    <message>
        <source>Play it</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>As where I am</source>
        <translation>Wie da, wo ich bin</translation>
    </message>
    <message>
        <source>Ring and busy tones of</source>
        <translation>Frei- und Besetzttöne von</translation>
    </message>
    <message>
        <source>country region dial tone</source>
        <translation>Land Region Wählton</translation>
    </message>
    <message>
        <source>Test the sound…</source>
        <translation>Ton prüfen…</translation>
    </message>
    <message>
        <source>Go to: %1</source>
        <translation>Gehe zu: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n settings fit.</source>
        <translation>
            <numerusform>%n Einstellung passt.</numerusform>
            <numerusform>%n Einstellungen passen.</numerusform>
        </translation>
    </message>
    <message>
        <source>No setting fits “%1”.</source>
        <translation>Keine Einstellung passt zu „%1“.</translation>
    </message>
    <message>
        <source>Start with the session, hidden in the tray</source>
        <translation>Mit der Sitzung starten, verborgen in der Leiste</translation>
    </message>
    <message>
        <source>autostart login boot begin</source>
        <translation>Autostart Anmeldung Beginn</translation>
    </message>
    <message>
        <source>The desktop does not say whether it does.</source>
        <translation>Der Desktop sagt nicht, ob er es tut.</translation>
    </message>
    <message>
        <source>Stop playing</source>
        <translation>Nicht weiter abspielen</translation>
    </message>
    <message>
        <source>Play the ring</source>
        <translation>Das Klingeln abspielen</translation>
    </message>
</context>
<context>
    <name>carillon::ShortcutDesk</name>
    <message>
        <source>%1 cannot be a key combination for the whole desktop.</source>
        <translation>%1 kann kein Tastenkürzel sein, das überall gilt.</translation>
    </message>
    <message>
        <source>Answer the call</source>
        <translation>Den Anruf annehmen</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Auflegen</translation>
    </message>
    <message>
        <source>Mute the microphone</source>
        <translation>Das Mikrofon stummschalten</translation>
    </message>
</context>
<context>
    <name>carillon::SoundForm</name>
    <message>
        <source>Opus: best sound</source>
        <translation>Opus: bester Klang</translation>
    </message>
    <message>
        <source>G.722: wide band</source>
        <translation>G.722: Breitband</translation>
    </message>
    <message>
        <source>G.711 µ-law: telephone</source>
        <translation>G.711 µ-law: Telefon</translation>
    </message>
    <message>
        <source>G.711 A-law: telephone</source>
        <translation>G.711 A-law: Telefon</translation>
    </message>
    <message>
        <source>L16: not compressed, 16 kHz</source>
        <translation>L16: unkomprimiert, 16 kHz</translation>
    </message>
    <message>
        <source>L16: not compressed, 48 kHz</source>
        <translation>L16: unkomprimiert, 48 kHz</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>The first one that is connected is used, and the next when it goes away. What stands below “Follow the system” is never used.</source>
        <translation>Benutzt wird das erste, das angeschlossen ist, und das nächste, wenn es verschwindet. Was unter „Wie das System“ steht, wird nie benutzt.</translation>
    </message>
    <message>
        <source>&amp;Microphone</source>
        <translation>&amp;Mikrofon</translation>
    </message>
    <message>
        <source>Microphones, the preferred one first; Alt with up and down moves one</source>
        <translation>Mikrofone, das bevorzugte zuerst; Alt mit Hoch und Runter verschiebt eines</translation>
    </message>
    <message>
        <source>How loud &amp;I am sent</source>
        <translation>W&amp;ie laut ich zu hören bin</translation>
    </message>
    <message>
        <source>&amp;Loudspeaker</source>
        <translation>&amp;Lautsprecher</translation>
    </message>
    <message>
        <source>Loudspeakers, the preferred one first; Alt with up and down moves one</source>
        <translation>Lautsprecher, der bevorzugte zuerst; Alt mit Hoch und Runter verschiebt einen</translation>
    </message>
    <message>
        <source>How loud &amp;others are</source>
        <translation>Wie laut die anderen z&amp;u hören sind</translation>
    </message>
    <message>
        <source>&amp;Ringing on</source>
        <translation>&amp;Klingeln auf</translation>
    </message>
    <message>
        <source>Where it rings; space switches one on or off</source>
        <translation>Wo es klingelt; die Leertaste schaltet eines ein oder aus</translation>
    </message>
    <message>
        <source>It rings on all that are ticked.</source>
        <translation>Es klingelt auf allen, die angekreuzt sind.</translation>
    </message>
    <message>
        <source>How loud it rin&amp;gs</source>
        <translation>Wie laut es klin&amp;gelt</translation>
    </message>
    <message>
        <source>device headset volume</source>
        <translation>Gerät Headset Lautstärke</translation>
    </message>
    <message>
        <source>It has to ring somewhere: one at least stays ticked.</source>
        <translation>Irgendwo muss es klingeln: mindestens eines bleibt angekreuzt.</translation>
    </message>
    <message>
        <source>How loud your microphone is</source>
        <translation>Lautstärke Ihres Mikrofons</translation>
    </message>
    <message>
        <source>level meter</source>
        <translation>Pegel Aussteuerung</translation>
    </message>
    <message>
        <source>Remove the &amp;echo of my loudspeaker</source>
        <translation>Das &amp;Echo meines Lautsprechers entfernen</translation>
    </message>
    <message>
        <source>cancellation</source>
        <translation>Echounterdrückung</translation>
    </message>
    <message>
        <source>Not at all: I use a headset</source>
        <translation>Gar nicht: ich benutze ein Headset</translation>
    </message>
    <message>
        <source>A little</source>
        <translation>Ein wenig</translation>
    </message>
    <message>
        <source>As well as can be</source>
        <translation>So gut es geht</translation>
    </message>
    <message>
        <source>Remove &amp;noise around me</source>
        <translation>Geräusche um mich heru&amp;m entfernen</translation>
    </message>
    <message>
        <source>suppression</source>
        <translation>Rauschunterdrückung</translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation>Gar nicht</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>Üblich</translation>
    </message>
    <message>
        <source>Much</source>
        <translation>Stark</translation>
    </message>
    <message>
        <source>As much as can be; my voice suffers</source>
        <translation>So sehr es geht; meine Stimme leidet</translation>
    </message>
    <message>
        <source>Make me e&amp;qually loud, near the microphone or far</source>
        <translation>Mich &amp;gleich laut machen, ob nah am Mikrofon oder fern</translation>
    </message>
    <message>
        <source>automatic gain control</source>
        <translation>automatische Verstärkung</translation>
    </message>
    <message>
        <source>Ad&amp;vanced</source>
        <translation>E&amp;rweitert</translation>
    </message>
    <message>
        <source>Show or hide codecs, data rate and pauses</source>
        <translation>Codecs, Datenrate und Pausen zeigen oder verbergen</translation>
    </message>
    <message>
        <source>&amp;Data rate of Opus, at most</source>
        <translation>&amp;Datenrate von Opus, höchstens</translation>
    </message>
    <message>
        <source>bitrate bandwidth</source>
        <translation>Bitrate Bandbreite</translation>
    </message>
    <message>
        <source>16 kbit/s: for slow connections</source>
        <translation>16 kbit/s: für langsame Verbindungen</translation>
    </message>
    <message>
        <source>24 kbit/s</source>
        <translation>24 kbit/s</translation>
    </message>
    <message>
        <source>32 kbit/s: usual</source>
        <translation>32 kbit/s: üblich</translation>
    </message>
    <message>
        <source>64 kbit/s</source>
        <translation>64 kbit/s</translation>
    </message>
    <message>
        <source>128 kbit/s: for music</source>
        <translation>128 kbit/s: für Musik</translation>
    </message>
    <message>
        <source>Send nothing while I am &amp;silent</source>
        <translation>Nichts &amp;senden, während ich schweige</translation>
    </message>
    <message>
        <source>silence suppression DTX comfort noise</source>
        <translation>Stille DTX Komfortrauschen</translation>
    </message>
    <message>
        <source>Wor&amp;k on the sound of the microphone</source>
        <translation>Den Ton des Mi&amp;krofons bearbeiten</translation>
    </message>
    <message>
        <source>Echo, noise and loudness, as chosen above.</source>
        <translation>Echo, Geräusche und Lautstärke, wie oben gewählt.</translation>
    </message>
    <message>
        <source>voice processing</source>
        <translation>Sprachverarbeitung</translation>
    </message>
    <message>
        <source>Of real microphones</source>
        <translation>Bei echten Mikrofonen</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>&amp;Codecs, the preferred one first</source>
        <translation>&amp;Codecs, der bevorzugte zuerst</translation>
    </message>
    <message>
        <source>codec compression</source>
        <translation>Codec Kompression</translation>
    </message>
    <message>
        <source>Codecs, the preferred one first; space switches one on or off, Alt with up and down moves it</source>
        <translation>Codecs, der bevorzugte zuerst; die Leertaste schaltet einen ein oder aus, Alt mit Hoch und Runter verschiebt ihn</translation>
    </message>
    <message>
        <source>One codec at least has to stay.</source>
        <translation>Mindestens ein Codec muss bleiben.</translation>
    </message>
    <message>
        <source>Stereo, where the o&amp;ther side has it too</source>
        <translation>Stereo, wenn die &amp;Gegenstelle es auch hat</translation>
    </message>
    <message>
        <source>For music: from 64 kbit/s on it sounds good.</source>
        <translation>Für Musik: ab 64 kbit/s klingt es gut.</translation>
    </message>
    <message>
        <source>two channels stereo</source>
        <translation>zwei Kanäle Stereo</translation>
    </message>
</context>
<context>
    <name>carillon::TransferRow</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Hand over to…</source>
        <translation>Weiterleiten an&#xa0;…</translation>
    </message>
    <message>
        <source>Take it back (Esc or Space)</source>
        <translation>Zurücknehmen (Esc oder Leertaste)</translation>
    </message>
    <message>
        <source>Name or number to hand %1 over to</source>
        <translation>Name oder Nummer, an die %1 weitergeleitet wird</translation>
    </message>
    <message>
        <source>Take back sending %1</source>
        <translation>Weiterleiten von %1 zurücknehmen</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Details</translation>
    </message>
    <message>
        <source>Details of what happened</source>
        <translation>Was genau geschah</translation>
    </message>
    <message>
        <source>Enter</source>
        <comment>key</comment>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <comment>key</comment>
        <translation>Strg+Enter</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>what a button does (its key)</comment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>carillon::TrayDesk</name>
    <message>
        <source>Carillon keeps running</source>
        <translation>Carillon läuft weiter</translation>
    </message>
    <message>
        <source>There is no tray for its icon: its window waits in the task bar, and calls still come in.</source>
        <translation>Es gibt keinen Infobereich für das Symbol: Das Fenster wartet in der Taskleiste, und Anrufe kommen weiter an.</translation>
    </message>
    <message>
        <source>The tray with its icon has gone: its window waits in the task bar, and calls still come in.</source>
        <translation>Der Infobereich mit dem Symbol ist verschwunden: Das Fenster wartet in der Taskleiste, und Anrufe kommen weiter an.</translation>
    </message>
    <message>
        <source>Carillon is running and takes calls</source>
        <translation>Carillon läuft und nimmt Anrufe an</translation>
    </message>
    <message>
        <source>There is no tray for its icon. Click here, or start Carillon again, to see its window.</source>
        <translation>Es gibt keinen Infobereich für das Symbol. Klicken Sie hier oder starten Sie Carillon noch einmal, um das Fenster zu sehen.</translation>
    </message>
</context>
<context>
    <name>carillon::TrayMenu</name>
    <message>
        <source>&amp;Open Carillon</source>
        <translation>Carillon &amp;öffnen</translation>
    </message>
    <message>
        <source>&amp;New call…</source>
        <translation>&amp;Neuer Anruf…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Call %1</source>
        <translation>%1 anrufen</translation>
    </message>
    <message>
        <source>Call the number you copied</source>
        <translation>Kopierte Nummer anrufen</translation>
    </message>
    <message>
        <source>Show the call with %1</source>
        <translation>Anruf mit %1 anzeigen</translation>
    </message>
    <message>
        <source>Answer %1</source>
        <translation>%1 annehmen</translation>
    </message>
    <message>
        <source>Mute the microphone for %1</source>
        <translation>Mikrofon für %1 stummschalten</translation>
    </message>
    <message>
        <source>Decline %1</source>
        <translation>%1 ablehnen</translation>
    </message>
    <message>
        <source>Hang up %1</source>
        <translation>Bei %1 auflegen</translation>
    </message>
</context>
<context>
    <name>carillon::VolumeRow</name>
    <message>
        <source>%1%</source>
        <comment>percent</comment>
        <translation>%1 %</translation>
    </message>
</context>
</TS>
