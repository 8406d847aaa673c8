<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar_EG" sourcelanguage="en">
<context>
    <name>AccountPresentation</name>
    <message>
        <source>not registered</source>
        <translation>غير مسجّل</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>جاهز</translation>
    </message>
    <message>
        <source>ready, listening at %1</source>
        <translation>جاهز، يستقبل على %1</translation>
    </message>
    <message>
        <source>connecting…</source>
        <translation>جارٍ الاتصال بالخادم…</translation>
    </message>
    <message>
        <source>signing in…</source>
        <translation>جارٍ تسجيل الدخول…</translation>
    </message>
    <message>
        <source>signing out…</source>
        <translation>جارٍ تسجيل الخروج…</translation>
    </message>
    <message>
        <source>No account yet</source>
        <translation>لا حساب بعد</translation>
    </message>
    <message>
        <source>There is no account yet. Open the accounts.</source>
        <translation>لا يوجد حساب بعد. افتح الحسابات.</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>The computer is offline. Open the accounts.</source>
        <translation>الحاسوب غير متصل بالشبكة. افتح الحسابات.</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>عدم الإزعاج</translation>
    </message>
    <message>
        <source>Do not disturb: callers hear that you are busy. Open the accounts.</source>
        <translation>عدم الإزعاج: يسمع المتصلون أنك مشغول. افتح الحسابات.</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Account %1: %2. Open the accounts.</source>
        <translation>الحساب %1: %2. افتح الحسابات.</translation>
    </message>
    <message>
        <source>%1 of %2 accounts ready</source>
        <translation>الحسابات الجاهزة: %1 من %2</translation>
    </message>
    <message>
        <source>%1. Open the accounts.</source>
        <translation>%1. افتح الحسابات.</translation>
    </message>
    <message>
        <source>The account is saved.</source>
        <translation>حُفظ الحساب.</translation>
    </message>
    <message>
        <source>Connected to %1.</source>
        <translation>متصل بـ %1.</translation>
    </message>
    <message>
        <source>Ready. Calls to %1 ring here.</source>
        <translation>جاهز. المكالمات إلى %1 ترنّ هنا.</translation>
    </message>
    <message>
        <source>Waiting to connect to %1…</source>
        <translation>في انتظار الاتصال بـ %1…</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>جارٍ الاتصال بـ %1…</translation>
    </message>
    <message>
        <source>Signing in as %1…</source>
        <translation>جارٍ تسجيل الدخول باسم %1…</translation>
    </message>
    <message>
        <source>Signing out…</source>
        <translation>جارٍ تسجيل الخروج…</translation>
    </message>
    <message>
        <source>%1 did not let us in.</source>
        <translation>رفض %1 تسجيل الدخول.</translation>
    </message>
    <message numerus="yes">
        <source>%n accounts ready</source>
        <translation>
            <numerusform>%n حساب جاهز</numerusform>
            <numerusform>حساب واحد جاهز</numerusform>
            <numerusform>حسابان جاهزان</numerusform>
            <numerusform>%n حسابات جاهزة</numerusform>
            <numerusform>%n حسابًا جاهزًا</numerusform>
            <numerusform>%n حساب جاهز</numerusform>
        </translation>
    </message>
    <message>
        <source>Try-out</source>
        <translation>تجربة</translation>
    </message>
    <message>
        <source>Do not disturb until %1</source>
        <translation>عدم الإزعاج حتى %1</translation>
    </message>
    <message>
        <source>Do not disturb until %1: callers hear that you are busy. Open the accounts.</source>
        <translation>عدم الإزعاج حتى %1: يسمع المتصلون أنك مشغول. افتح الحسابات.</translation>
    </message>
</context>
<context>
    <name>CallActions</name>
    <message>
        <source>There is no call.</source>
        <translation>لا توجد مكالمة.</translation>
    </message>
</context>
<context>
    <name>CallPresentation</name>
    <message>
        <source>on %1</source>
        <translation>عبر %1</translation>
    </message>
    <message>
        <source>Both sides have put the call on hold</source>
        <translation>وضع الطرفان المكالمة قيد الانتظار</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>قيد الانتظار</translation>
    </message>
    <message>
        <source>%1 has put you on hold</source>
        <translation>وضعك %1 قيد الانتظار</translation>
    </message>
    <message>
        <source>You are muted</source>
        <translation>صوتك مكتوم</translation>
    </message>
    <message>
        <source>The call has ended.</source>
        <translation>انتهت المكالمة.</translation>
    </message>
    <message>
        <source>Not encrypted</source>
        <translation>غير مشفّرة</translation>
    </message>
    <message>
        <source>The sound is not encrypted: whoever sits on the way can listen, as with most telephones.</source>
        <translation>الصوت غير مشفّر: يمكن لمن على الطريق أن يتنصّت، كما في معظم الهواتف.</translation>
    </message>
    <message>
        <source>Encrypted to your provider</source>
        <translation>مشفّرة حتى مزوّد الخدمة</translation>
    </message>
    <message>
        <source>Encrypted, but the key was sent openly</source>
        <translation>مشفّرة، لكن المفتاح أُرسل مكشوفًا</translation>
    </message>
    <message>
        <source>The sound is encrypted as far as your provider, who could listen.</source>
        <translation>الصوت مشفّر حتى مزوّد الخدمة، ويمكنه أن يتنصّت.</translation>
    </message>
    <message>
        <source>The sound is encrypted, but its key went to the server in the open (SDES without TLS): whoever read it can listen.</source>
        <translation>الصوت مشفّر، لكن مفتاحه وصل إلى الخادم مكشوفًا (SDES من دون TLS): من قرأه يمكنه أن يتنصّت.</translation>
    </message>
    <message>
        <source>Encrypted, but nobody vouches for the far end</source>
        <translation>مشفّرة، ولا أحد يضمن الطرف الآخر</translation>
    </message>
    <message>
        <source>The sound is encrypted between the two ends (DTLS); your provider vouches for the other.</source>
        <translation>الصوت مشفّر بين الطرفين (DTLS)، ومزوّد الخدمة يضمن الطرف الآخر.</translation>
    </message>
    <message>
        <source>The sound is encrypted (DTLS), but without TLS to the server somebody on the way could have put himself between.</source>
        <translation>الصوت مشفّر (DTLS)، لكن من دون TLS إلى الخادم يمكن أن يكون أحد على الطريق قد توسّط بينكما.</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>إلغاء الكتم</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>كتم</translation>
    </message>
    <message>
        <source>Let %1 hear you again</source>
        <translation>السماح لـ %1 بسماعك من جديد</translation>
    </message>
    <message>
        <source>Mute your microphone for %1</source>
        <translation>كتم الميكروفون عن %1</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>استئناف</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>انتظار</translation>
    </message>
    <message>
        <source>Talk to %1 again</source>
        <translation>استئناف المكالمة مع %1</translation>
    </message>
    <message>
        <source>Put %1 on hold</source>
        <translation>وضع %1 قيد الانتظار</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>الأرقام</translation>
    </message>
    <message>
        <source>Show the keypad for tones</source>
        <translation>إظهار لوحة الأرقام للنغمات</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Hang up the call with %1</source>
        <translation>إنهاء المكالمة مع %1</translation>
    </message>
    <message>
        <source>Stop calling %1</source>
        <translation>إلغاء الاتصال بـ %1</translation>
    </message>
    <message>
        <source>Sending %1 to %2…</source>
        <translation>جارٍ تحويل %1 إلى %2…</translation>
    </message>
    <message>
        <source>%1 is ringing</source>
        <translation>الهاتف يرنّ لدى %1</translation>
    </message>
    <message>
        <source>%1 is talking to %2</source>
        <translation>%1 في مكالمة مع %2</translation>
    </message>
    <message>
        <source>The answer to the handover: %1.</source>
        <translation>الجواب عن التحويل: %1.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 wants to connect you with %2.</source>
        <translation>يريد %1 أن يصلك بـ %2.</translation>
    </message>
    <message>
        <source>The answer was %1.</source>
        <translation>كان الجواب %1.</translation>
    </message>
    <message>
        <source>%1 is calling</source>
        <translation>اتصال من %1</translation>
    </message>
    <message>
        <source>Answering…</source>
        <translation>جارٍ الردّ…</translation>
    </message>
    <message>
        <source>The phone of %1 is ringing…</source>
        <translation>الهاتف يرنّ لدى %1…</translation>
    </message>
    <message>
        <source>Calling %1…</source>
        <translation>جارٍ الاتصال بـ %1…</translation>
    </message>
    <message>
        <source>Hanging up…</source>
        <translation>جارٍ إنهاء المكالمة…</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>ردّ</translation>
    </message>
    <message>
        <source>Answer the call from %1</source>
        <translation>الردّ على مكالمة %1</translation>
    </message>
    <message>
        <source>Answer (holds %1)</source>
        <translation>ردّ (مع وضع %1 قيد الانتظار)</translation>
    </message>
    <message>
        <source>Answer the call from %1 and put %2 on hold</source>
        <translation>الردّ على مكالمة %1 ووضع %2 قيد الانتظار</translation>
    </message>
    <message>
        <source>%1 · on hold</source>
        <translation>%1 · قيد الانتظار</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>على %1</translation>
    </message>
    <message>
        <source>sent on by %1</source>
        <translation>محوّلة من %1</translation>
    </message>
    <message>
        <source>Who calls was signed by a provider; this phone does not check the signature.</source>
        <translation>وقّع أحد مزوّدي الخدمة على هوية المتصل، وهذا الهاتف لا يتحقّق من التوقيع.</translation>
    </message>
    <message>
        <source>%1 asks to be called at %2 instead.</source>
        <translation>يطلب %1 الاتصال به على %2 بدلًا من ذلك.</translation>
    </message>
    <message>
        <source>Looking for a way to the other phone…</source>
        <translation>جارٍ البحث عن مسار إلى الهاتف الآخر…</translation>
    </message>
    <message>
        <source>Setting up the encryption…</source>
        <translation>جارٍ إعداد التشفير…</translation>
    </message>
    <message>
        <source>The connection is interrupted; looking for another way…</source>
        <translation>انقطع الاتصال؛ جارٍ البحث عن مسار آخر…</translation>
    </message>
    <message>
        <source>The sound finds no way to the other phone.</source>
        <translation>لا يجد الصوت مسارًا إلى الهاتف الآخر.</translation>
    </message>
    <message>
        <source>Encrypted between you and the other phone</source>
        <translation>مشفّرة بينك وبين الهاتف الآخر</translation>
    </message>
    <message>
        <source>T&amp;ry again</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Look for a way for the sound again</source>
        <translation>البحث من جديد عن مسار للصوت</translation>
    </message>
    <message>
        <source>%1 · in a conference</source>
        <translation>%1 · في مكالمة جماعية</translation>
    </message>
    <message numerus="yes">
        <source>In a conference with %1 and %n others</source>
        <translation>
            <numerusform>في مكالمة جماعية مع %1 و%n شخص آخر</numerusform>
            <numerusform>في مكالمة جماعية مع %1 وشخص آخر</numerusform>
            <numerusform>في مكالمة جماعية مع %1 وشخصين آخرين</numerusform>
            <numerusform>في مكالمة جماعية مع %1 و%n آخرين</numerusform>
            <numerusform>في مكالمة جماعية مع %1 و%n شخصًا آخر</numerusform>
            <numerusform>في مكالمة جماعية مع %1 و%n شخص آخر</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>و%n شخص آخر</numerusform>
            <numerusform>وشخص آخر</numerusform>
            <numerusform>وشخصان آخران</numerusform>
            <numerusform>و%n آخرون</numerusform>
            <numerusform>و%n شخصًا آخر</numerusform>
            <numerusform>و%n شخص آخر</numerusform>
        </translation>
    </message>
    <message>
        <source>The conference is on hold</source>
        <translation>المكالمة الجماعية قيد الانتظار</translation>
    </message>
    <message>
        <source>In a conference</source>
        <translation>في مكالمة جماعية</translation>
    </message>
    <message>
        <source>In a conference with %1</source>
        <translation>في مكالمة جماعية مع %1</translation>
    </message>
    <message>
        <source>In a conference with %1 and %2</source>
        <translation>في مكالمة جماعية مع %1 و%2</translation>
    </message>
    <message>
        <source>Merge with %1</source>
        <translation>دمج مع %1</translation>
    </message>
    <message>
        <source>Join %1 and %2 to a conference</source>
        <translation>ضمّ %1 و%2 إلى مكالمة جماعية</translation>
    </message>
    <message>
        <source>%1 is in the conference and is speaking</source>
        <translation>%1 في المكالمة الجماعية ويتحدث الآن</translation>
    </message>
    <message>
        <source>%1 is in the conference</source>
        <translation>%1 في المكالمة الجماعية</translation>
    </message>
    <message>
        <source>Talk alone</source>
        <translation>حديث منفرد</translation>
    </message>
    <message>
        <source>Talk to %1 alone; the others are put on hold</source>
        <translation>التحدث إلى %1 على انفراد، ووضع الآخرين قيد الانتظار</translation>
    </message>
    <message>
        <source>Leave them to each other</source>
        <translation>تركهما معًا</translation>
    </message>
    <message>
        <source>Leave: %1 and %2 go on without you</source>
        <translation>المغادرة: يتابع %1 و%2 من دونك</translation>
    </message>
    <message>
        <source>Let the conference hear you again</source>
        <translation>السماح للمكالمة الجماعية بسماعك من جديد</translation>
    </message>
    <message>
        <source>Mute your microphone for the whole conference</source>
        <translation>كتم الميكروفون عن المكالمة الجماعية كلها</translation>
    </message>
    <message>
        <source>Talk to the conference again</source>
        <translation>العودة إلى التحدث في المكالمة الجماعية</translation>
    </message>
    <message>
        <source>Put the whole conference on hold</source>
        <translation>وضع المكالمة الجماعية كلها قيد الانتظار</translation>
    </message>
    <message>
        <source>%1 Then %2 is sent.</source>
        <translation>%1 ثم يُرسل %2.</translation>
    </message>
    <message>
        <source>%1 is sent in a moment</source>
        <translation>سيُرسل %1 بعد لحظة</translation>
    </message>
    <message>
        <source>Go on with what was dialled?</source>
        <translation>هل تريد متابعة ما طلبته من أرقام؟</translation>
    </message>
    <message>
        <source>Send %1?</source>
        <translation>هل تريد إرسال %1؟</translation>
    </message>
    <message>
        <source>You are talking, but muted.</source>
        <translation>أنت تتحدث، لكن صوتك مكتوم.</translation>
    </message>
    <message>
        <source>&amp;Unmute</source>
        <translation>إلغاء الكتم</translation>
    </message>
    <message>
        <source>%1 · recording</source>
        <translation>%1 · جارٍ التسجيل</translation>
    </message>
</context>
<context>
    <name>CallStrip</name>
    <message>
        <source>In a call with %1</source>
        <translation>في مكالمة مع %1</translation>
    </message>
    <message>
        <source>In a call with %1. %2</source>
        <translation>في مكالمة مع %1. %2</translation>
    </message>
    <message>
        <source>In a conference. %1 is speaking</source>
        <translation>في مكالمة جماعية. %1 يتحدث</translation>
    </message>
    <message>
        <source>Hand %1 over to somebody else</source>
        <translation>تحويل %1 إلى شخص آخر</translation>
    </message>
</context>
<context>
    <name>ConsultPresentation</name>
    <message>
        <source>held</source>
        <comment>of a call</comment>
        <translation>قيد الانتظار</translation>
    </message>
    <message>
        <source>holds you</source>
        <comment>of a call</comment>
        <translation>وضعك قيد الانتظار</translation>
    </message>
    <message>
        <source>muted</source>
        <comment>of a call</comment>
        <translation>الصوت مكتوم</translation>
    </message>
    <message>
        <source>talking</source>
        <comment>of a call</comment>
        <translation>محادثة جارية</translation>
    </message>
    <message>
        <source>hanging up…</source>
        <comment>of a call</comment>
        <translation>جارٍ الإنهاء…</translation>
    </message>
    <message>
        <source>ringing…</source>
        <comment>of a call</comment>
        <translation>يرنّ الهاتف…</translation>
    </message>
    <message>
        <source>calling…</source>
        <comment>of a call</comment>
        <translation>جارٍ الاتصال…</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a name and what is with the call</comment>
        <translation>%1، %2</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>ربط</translation>
    </message>
    <message>
        <source>Connect %1 with %2 and leave the call</source>
        <translation>ربط %1 مع %2 ومغادرة المكالمة</translation>
    </message>
    <message>
        <source>Send %1 to %2, whose phone is ringing</source>
        <translation>تحويل %1 إلى %2، وهاتفه يرنّ</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>تبديل</translation>
    </message>
    <message>
        <source>Talk to %1; %2 waits</source>
        <translation>التحدث إلى %1، مع انتظار %2</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>دمج</translation>
    </message>
    <message>
        <source>Talk to %1 and %2 together</source>
        <translation>التحدث إلى %1 و%2 معًا</translation>
    </message>
    <message>
        <source>Drop %1</source>
        <translation>إنهاء %1</translation>
    </message>
    <message>
        <source>Hang up %1 and go back to %2</source>
        <translation>إنهاء المكالمة مع %1 والعودة إلى %2</translation>
    </message>
    <message>
        <source>Connecting %1 with %2…</source>
        <translation>جارٍ ربط %1 مع %2…</translation>
    </message>
    <message>
        <source>The phone of %1 cannot be handed over: merge the calls instead.</source>
        <translation>هاتف %1 لا يقبل التحويل: ادمج المكالمتين بدلًا من ذلك.</translation>
    </message>
    <message>
        <source>Enter connects them, Esc goes back to %1</source>
        <translation>Enter يربطهما، وEsc يعود إلى %1</translation>
    </message>
    <message>
        <source>Enter sends %1 there at once, Esc goes back</source>
        <translation>Enter يحوّل %1 إلى هناك فورًا، وEsc يعود</translation>
    </message>
    <message>
        <source>%1 hung up. %2 is back with you.</source>
        <translation>أنهى %1 المكالمة. أنت مع %2 من جديد.</translation>
    </message>
    <message>
        <source>%1 %2 is back with you.</source>
        <comment>what went wrong, a name</comment>
        <translation>%1 أنت مع %2 من جديد.</translation>
    </message>
</context>
<context>
    <name>KeyTable</name>
    <message>
        <source>Mute or unmute your microphone</source>
        <translation>كتم الميكروفون أو إلغاء كتمه</translation>
    </message>
    <message>
        <source>Hold or resume the call</source>
        <translation>وضع المكالمة قيد الانتظار أو استئنافها</translation>
    </message>
    <message>
        <source>Show or hide the keypad</source>
        <translation>إظهار لوحة الأرقام أو إخفاؤها</translation>
    </message>
    <message>
        <source>Record the call, or stop it</source>
        <translation>تسجيل المكالمة أو إيقاف التسجيل</translation>
    </message>
    <message>
        <source>0–9 * #</source>
        <translation>0–9 * #</translation>
    </message>
    <message>
        <source>Send a tone</source>
        <translation>إرسال نغمة</translation>
    </message>
    <message>
        <source>Hand the call over: type a name or number</source>
        <translation>تحويل المكالمة: اكتب اسمًا أو رقمًا</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>In the field or on a name: do the first verb printed there (Send)</source>
        <translation>في الحقل أو على اسم: تنفيذ الفعل الأول المكتوب هناك (تحويل)</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>In the field or on a name: do the other verb (Ask first)</source>
        <translation>في الحقل أو على اسم: تنفيذ الفعل الآخر (السؤال أولًا)</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Take back what is being sent</source>
        <translation>التراجع عن التحويل الجاري</translation>
    </message>
    <message>
        <source>While asking: connect the two</source>
        <translation>أثناء السؤال: ربط الطرفين</translation>
    </message>
    <message>
        <source>While asking: go back to the first call</source>
        <translation>أثناء السؤال: العودة إلى المكالمة الأولى</translation>
    </message>
    <message>
        <source>While asking: talk to the other one</source>
        <translation>أثناء السؤال: التحدث إلى الآخر</translation>
    </message>
    <message>
        <source>Show or hide the small strip that stays on top</source>
        <translation>إظهار الشريط الصغير الذي يبقى في الأعلى أو إخفاؤه</translation>
    </message>
    <message>
        <source>Answer the call that rings longest</source>
        <translation>الردّ على المكالمة التي ترنّ منذ أطول مدة</translation>
    </message>
    <message>
        <source>Decline the call that rings longest</source>
        <translation>رفض المكالمة التي ترنّ منذ أطول مدة</translation>
    </message>
    <message>
        <source>Esc twice</source>
        <translation>Esc مرتين</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Close the window; the call goes on</source>
        <translation>إغلاق النافذة مع استمرار المكالمة</translation>
    </message>
    <message>
        <source>Show this list</source>
        <translation>إظهار هذه القائمة</translation>
    </message>
    <message>
        <source>Call what was typed or chosen</source>
        <translation>الاتصال بما كُتب أو اختير</translation>
    </message>
    <message>
        <source>Go to the field for names and numbers</source>
        <translation>الانتقال إلى حقل الأسماء والأرقام</translation>
    </message>
    <message>
        <source>Open the menu</source>
        <translation>فتح القائمة</translation>
    </message>
    <message>
        <source>Open the settings</source>
        <translation>فتح الإعدادات</translation>
    </message>
    <message>
        <source>Leave a page, or close a notice</source>
        <translation>مغادرة صفحة أو إغلاق تنبيه</translation>
    </message>
    <message>
        <source>Close the window; calls go on</source>
        <translation>إغلاق النافذة مع استمرار المكالمات</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>خروج</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>On a favourite: change its name</source>
        <translation>على مفضّل: تغيير اسمه</translation>
    </message>
</context>
<context>
    <name>LampPresentation</name>
    <message>
        <source>free</source>
        <comment>whether somebody can be called</comment>
        <translation>متاح</translation>
    </message>
    <message>
        <source>ringing</source>
        <comment>whether somebody can be called</comment>
        <translation>يرنّ هاتفه</translation>
    </message>
    <message>
        <source>called by %1</source>
        <comment>whether somebody can be called</comment>
        <translation>يتصل به %1</translation>
    </message>
    <message>
        <source>busy</source>
        <comment>whether somebody can be called</comment>
        <translation>مشغول</translation>
    </message>
    <message>
        <source>talking to %1</source>
        <comment>whether somebody can be called</comment>
        <translation>في مكالمة مع %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a sentence, whether somebody can be called</comment>
        <translation>%1، %2</translation>
    </message>
    <message>
        <source>Call %1</source>
        <translation>الاتصال بـ %1</translation>
    </message>
    <message>
        <source>Pick up the call for %1</source>
        <translation>التقاط المكالمة الواردة إلى %1</translation>
    </message>
</context>
<context>
    <name>PastCallPresentation</name>
    <message>
        <source>Handed to you by %1.</source>
        <translation>حوّلها إليك %1.</translation>
    </message>
    <message>
        <source>You handed it over to %1.</source>
        <translation>حوّلتها إلى %1.</translation>
    </message>
    <message>
        <source>The file %1 is no longer there. It was moved, renamed or deleted: look for it in %2 or in the waste bin.</source>
        <translation>لم يعد الملف %1 موجودًا. نُقل أو أُعيدت تسميته أو حُذف: ابحث عنه في %2 أو في سلة المهملات.</translation>
    </message>
    <message>
        <source>It lasted %1.</source>
        <translation>استمرت %1.</translation>
    </message>
    <message>
        <source>Recording %1 of %2</source>
        <translation>التسجيل %1 من %2</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>تسجيل</translation>
    </message>
</context>
<context>
    <name>QualityPresentation</name>
    <message>
        <source>The sound is good.</source>
        <translation>الصوت جيد.</translation>
    </message>
    <message>
        <source>The sound is fair: some of it is lost on the way.</source>
        <translation>الصوت مقبول: بعضه يضيع في الطريق.</translation>
    </message>
    <message>
        <source>The sound is poor: much of it is lost on the way.</source>
        <translation>الصوت رديء: كثير منه يضيع في الطريق.</translation>
    </message>
    <message>
        <source>&amp;Connect the sound anew</source>
        <translation>إعادة وصل الصوت</translation>
    </message>
    <message>
        <source>Look for a way for the sound again</source>
        <translation>البحث من جديد عن مسار للصوت</translation>
    </message>
    <message>
        <source>Use the re&amp;lay</source>
        <translation>استخدام خادم الترحيل</translation>
    </message>
    <message>
        <source>Send the sound by way of the relay server</source>
        <translation>إرسال الصوت عبر خادم الترحيل</translation>
    </message>
    <message>
        <source>Choose a &amp;microphone</source>
        <translation>اختيار ميكروفون</translation>
    </message>
    <message>
        <source>Open the settings to choose another microphone</source>
        <translation>فتح الإعدادات لاختيار ميكروفون آخر</translation>
    </message>
    <message>
        <source>Choose a &amp;loudspeaker</source>
        <translation>اختيار مكبّر صوت</translation>
    </message>
    <message>
        <source>Open the settings to choose another loudspeaker</source>
        <translation>فتح الإعدادات لاختيار مكبّر صوت آخر</translation>
    </message>
    <message>
        <source>&amp;Unmute the microphone</source>
        <translation>إلغاء كتم الميكروفون</translation>
    </message>
    <message>
        <source>Unmute your microphone in this call</source>
        <translation>إلغاء كتم الميكروفون في هذه المكالمة</translation>
    </message>
    <message>
        <source>&amp;Unmute it</source>
        <translation>إلغاء الكتم</translation>
    </message>
    <message>
        <source>Unmute the device in the settings of this computer</source>
        <translation>إلغاء كتم الجهاز في إعدادات هذا الحاسوب</translation>
    </message>
    <message>
        <source>&amp;Resume the call</source>
        <translation>استئناف المكالمة</translation>
    </message>
    <message>
        <source>Take the call off hold</source>
        <translation>إخراج المكالمة من الانتظار</translation>
    </message>
    <message>
        <source>Codec: %1.</source>
        <translation>الترميز: %1.</translation>
    </message>
</context>
<context>
    <name>QualityWords</name>
    <message>
        <source>You hear them well</source>
        <translation>تسمع الطرف الآخر جيدًا</translation>
    </message>
    <message>
        <source>You hear them with gaps</source>
        <translation>تسمع الطرف الآخر متقطعًا</translation>
    </message>
    <message>
        <source>You hear them badly</source>
        <translation>تسمع الطرف الآخر بصعوبة</translation>
    </message>
    <message>
        <source>they hear you well</source>
        <translation>وهو يسمعك جيدًا</translation>
    </message>
    <message>
        <source>they hear you with gaps</source>
        <translation>وهو يسمعك متقطعًا</translation>
    </message>
    <message>
        <source>they hear you badly</source>
        <translation>وهو يسمعك بصعوبة</translation>
    </message>
    <message>
        <source>They hear you well.</source>
        <translation>الطرف الآخر يسمعك جيدًا.</translation>
    </message>
    <message>
        <source>They hear you with gaps.</source>
        <translation>الطرف الآخر يسمعك متقطعًا.</translation>
    </message>
    <message>
        <source>They hear you badly.</source>
        <translation>الطرف الآخر يسمعك بصعوبة.</translation>
    </message>
    <message>
        <source>good</source>
        <translation>جيد</translation>
    </message>
    <message>
        <source>fair</source>
        <translation>مقبول</translation>
    </message>
    <message>
        <source>poor</source>
        <translation>رديء</translation>
    </message>
    <message>
        <source>%1; how they hear you is not known.</source>
        <translation>%1؛ ولا يُعرف كيف يسمعك.</translation>
    </message>
    <message>
        <source>%1; %2.</source>
        <translation>%1؛ %2.</translation>
    </message>
    <message>
        <source>The sound was %1.</source>
        <translation>كان الصوت: %1.</translation>
    </message>
    <message>
        <source>The sound was %1, at its worst %2.</source>
        <translation>كان الصوت: %1، وفي أسوأ لحظة: %2.</translation>
    </message>
</context>
<context>
    <name>QuietTime</name>
    <message>
        <source>Until %1</source>
        <translation>حتى %1</translation>
    </message>
    <message>
        <source>Until &amp;tomorrow %1</source>
        <translation>حتى غدٍ %1</translation>
    </message>
    <message>
        <source>Until %1 %2</source>
        <translation>حتى %1 %2</translation>
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
        <translation>%1 ث</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 د %2 ث</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 س %2 د</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>فائتة</translation>
    </message>
    <message>
        <source>declined</source>
        <translation>مرفوضة</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>مشغول</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>بلا ردّ</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>ملغاة</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>فشلت</translation>
    </message>
    <message>
        <source>%1 called you and you spoke.</source>
        <translation>اتصل بك %1 وتحدثتما.</translation>
    </message>
    <message>
        <source>You called %1 and spoke.</source>
        <translation>اتصلت بـ %1 وتحدثتما.</translation>
    </message>
    <message>
        <source>You missed a call from %1.</source>
        <translation>فاتتك مكالمة من %1.</translation>
    </message>
    <message>
        <source>You declined a call from %1.</source>
        <translation>رفضت مكالمة من %1.</translation>
    </message>
    <message>
        <source>%1 declined your call.</source>
        <translation>رفض %1 مكالمتك.</translation>
    </message>
    <message>
        <source>%1 called while you were busy.</source>
        <translation>اتصل %1 بينما كنت مشغولًا.</translation>
    </message>
    <message>
        <source>You called %1, who was busy.</source>
        <translation>اتصلت بـ %1 وكان الخط مشغولًا.</translation>
    </message>
    <message>
        <source>You did not answer %1.</source>
        <translation>لم تردّ على %1.</translation>
    </message>
    <message>
        <source>You called %1, who did not answer.</source>
        <translation>اتصلت بـ %1 ولم يردّ أحد.</translation>
    </message>
    <message>
        <source>%1 gave up calling you.</source>
        <translation>تخلى %1 عن الاتصال بك.</translation>
    </message>
    <message>
        <source>You gave up calling %1.</source>
        <translation>تخليت عن الاتصال بـ %1.</translation>
    </message>
    <message>
        <source>A call with %1 failed.</source>
        <translation>فشلت مكالمة مع %1.</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>أمس</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Call %1.</source>
        <translation>الاتصال بـ %1.</translation>
    </message>
    <message>
        <source>%1 · recorded</source>
        <translation>%1 · مسجّلة</translation>
    </message>
    <message>
        <source>%1 %2. Enter calls back, the right arrow tells more.</source>
        <translation>%1 %2. Enter يعاود الاتصال، والسهم الأيمن يعرض المزيد.</translation>
    </message>
    <message>
        <source>%1 %2. Enter calls back, the left arrow tells more.</source>
        <translation>%1 %2. Enter يعاود الاتصال، والسهم الأيسر يعرض المزيد.</translation>
    </message>
</context>
<context>
    <name>RecordingPresentation</name>
    <message>
        <source>Starting to record…</source>
        <translation>يبدأ التسجيل…</translation>
    </message>
    <message>
        <source>The recording of the call with %1 begins.</source>
        <translation>يبدأ تسجيل المكالمة مع %1.</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>جارٍ التسجيل</translation>
    </message>
    <message>
        <source>The call with %1 is being recorded.</source>
        <translation>جارٍ تسجيل المكالمة مع %1.</translation>
    </message>
    <message>
        <source>Recording paused</source>
        <translation>التسجيل متوقف مؤقتًا</translation>
    </message>
    <message>
        <source>The recording of the call with %1 is paused.</source>
        <translation>تسجيل المكالمة مع %1 متوقف مؤقتًا.</translation>
    </message>
    <message>
        <source>Finishing the recording…</source>
        <translation>جارٍ إتمام التسجيل…</translation>
    </message>
    <message>
        <source>The recording of the call with %1 is being finished.</source>
        <translation>جارٍ إتمام تسجيل المكالمة مع %1.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>تسجيل</translation>
    </message>
    <message>
        <source>Stop recording the call with %1</source>
        <translation>إيقاف تسجيل المكالمة مع %1</translation>
    </message>
    <message>
        <source>Record the call with %1</source>
        <translation>تسجيل المكالمة مع %1</translation>
    </message>
    <message>
        <source>Go o&amp;n</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
    <message>
        <source>Go on recording the call with %1</source>
        <translation>متابعة تسجيل المكالمة مع %1</translation>
    </message>
    <message>
        <source>Pause the recording of the call with %1</source>
        <translation>إيقاف تسجيل المكالمة مع %1 مؤقتًا</translation>
    </message>
</context>
<context>
    <name>SelfTest</name>
    <message>
        <source>A call came in between; the rest was not tried.</source>
        <translation>وردت مكالمة أثناء الاختبار؛ لم يُختبر الباقي.</translation>
    </message>
    <message>
        <source>No encrypted sound came through this phone&apos;s own media stack.</source>
        <translation>لم يصل صوت مشفّر عبر نظام الصوت في هذا الهاتف.</translation>
    </message>
    <message>
        <source>Encrypted sound goes through this phone&apos;s own media stack.</source>
        <translation>يصل الصوت المشفّر عبر نظام الصوت في هذا الهاتف.</translation>
    </message>
    <message>
        <source>This phone&apos;s own media stack is slow: the computer may be busy.</source>
        <translation>نظام الصوت في هذا الهاتف بطيء: ربما كان الحاسوب مشغولًا.</translation>
    </message>
    <message>
        <source>Nothing is lost on this computer.</source>
        <translation>لا يضيع شيء على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Packets are lost on this computer: it may be busy.</source>
        <translation>تضيع حزم على هذا الحاسوب: ربما كان مشغولًا.</translation>
    </message>
    <message>
        <source>This is how loud a tone arrives.</source>
        <translation>هذا مستوى النغمة عند وصولها.</translation>
    </message>
    <message>
        <source>The loudspeaker takes the sound.</source>
        <translation>مكبّر الصوت يستقبل الصوت.</translation>
    </message>
    <message>
        <source>The loudspeaker takes no sound.</source>
        <translation>مكبّر الصوت لا يستقبل الصوت.</translation>
    </message>
    <message>
        <source>No microphone is chosen.</source>
        <translation>لم يُختر ميكروفون.</translation>
    </message>
    <message>
        <source>The microphone gives no sound.</source>
        <translation>الميكروفون لا يعطي صوتًا.</translation>
    </message>
    <message>
        <source>The microphone gives nothing but silence: it may have a switch, or be the wrong one.</source>
        <translation>الميكروفون لا يعطي إلا الصمت: ربما كان له زر إيقاف، أو ليس هو المقصود.</translation>
    </message>
    <message>
        <source>The microphone works; it is loud where you are.</source>
        <translation>الميكروفون يعمل، والمكان حولك صاخب.</translation>
    </message>
    <message>
        <source>The microphone works, and it is quiet where you are.</source>
        <translation>الميكروفون يعمل، والمكان حولك هادئ.</translation>
    </message>
    <message>
        <source>There is no loop from loudspeaker to microphone: one of the two is a file, a tone or nothing.</source>
        <translation>لا حلقة بين مكبّر الصوت والميكروفون: أحدهما ملف أو نغمة أو لا شيء.</translation>
    </message>
    <message>
        <source>The microphone does not hear the loudspeaker: right with a headset, else one of the two is muted.</source>
        <translation>الميكروفون لا يسمع مكبّر الصوت: هذا صحيح مع سماعة رأس، وإلا فأحدهما مكتوم.</translation>
    </message>
    <message>
        <source>The other side hears no echo of itself.</source>
        <translation>الطرف الآخر لا يسمع صدى صوته.</translation>
    </message>
    <message>
        <source>So long does sound take from this phone to the loudspeaker, and from the microphone back.</source>
        <translation>هذا ما يستغرقه الصوت من هذا الهاتف إلى مكبّر الصوت، ومن الميكروفون رجوعًا.</translation>
    </message>
    <message>
        <source>The microphone hears the loudspeaker well: leave the echo cancellation on, or use a headset.</source>
        <translation>الميكروفون يسمع مكبّر الصوت جيدًا: أبقِ إزالة الصدى مفعّلة، أو استخدم سماعة رأس.</translation>
    </message>
    <message>
        <source>The microphone hears little of the loudspeaker.</source>
        <translation>الميكروفون يسمع القليل من مكبّر الصوت.</translation>
    </message>
    <message>
        <source>Microphone and loudspeaker were not tried: this phone&apos;s own media stack is stuck.</source>
        <translation>لم يُختبر الميكروفون ومكبّر الصوت: نظام الصوت في هذا الهاتف عالق.</translation>
    </message>
    <message>
        <source>The microphone is muted in the settings of this computer.</source>
        <translation>الميكروفون مكتوم في إعدادات هذا الحاسوب.</translation>
    </message>
    <message>
        <source>The microphone gives less sound than it should, or breaks off.</source>
        <translation>الميكروفون يعطي صوتًا أقل مما ينبغي، أو ينقطع.</translation>
    </message>
    <message>
        <source>No loudspeaker is chosen.</source>
        <translation>لم يُختر مكبّر صوت.</translation>
    </message>
    <message>
        <source>The loudspeaker is muted in the settings of this computer.</source>
        <translation>مكبّر الصوت مكتوم في إعدادات هذا الحاسوب.</translation>
    </message>
    <message>
        <source>The loudspeaker takes less sound than it should, or breaks off.</source>
        <translation>مكبّر الصوت يستقبل صوتًا أقل مما ينبغي، أو ينقطع.</translation>
    </message>
    <message>
        <source>This was not measured: the microphone does not work.</source>
        <translation>لم يُقَس هذا: الميكروفون لا يعمل.</translation>
    </message>
    <message>
        <source>This was not measured: the loudspeaker does not work.</source>
        <translation>لم يُقَس هذا: مكبّر الصوت لا يعمل.</translation>
    </message>
    <message>
        <source>This was not measured: no encrypted sound came through.</source>
        <translation>لم يُقَس هذا: لم يصل صوت مشفّر.</translation>
    </message>
    <message>
        <source>A tone arrives far too quiet.</source>
        <translation>تصل النغمة أخفض بكثير مما ينبغي.</translation>
    </message>
    <message>
        <source>This is being tried.</source>
        <translation>هذا قيد الاختبار.</translation>
    </message>
</context>
<context>
    <name>SelfTestPresentation</name>
    <message>
        <source>Sound through this phone</source>
        <translation>الصوت عبر هذا الهاتف</translation>
    </message>
    <message>
        <source>Lost on the way</source>
        <translation>الضائع في الطريق</translation>
    </message>
    <message>
        <source>Loudness of a tone</source>
        <translation>مستوى النغمة</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>الميكروفون</translation>
    </message>
    <message>
        <source>Loudspeaker</source>
        <translation>مكبّر الصوت</translation>
    </message>
    <message>
        <source>From loudspeaker to microphone</source>
        <translation>من مكبّر الصوت إلى الميكروفون</translation>
    </message>
    <message>
        <source>Echo</source>
        <translation>الصدى</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>انقطع</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>all right</source>
        <translation>سليم</translation>
    </message>
    <message>
        <source>not right</source>
        <translation>غير سليم</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>لم يُختبر</translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation>%1: %2. %3</translation>
    </message>
    <message>
        <source>&amp;Start the test</source>
        <translation>بدء الاختبار</translation>
    </message>
    <message>
        <source>Tries out microphone, loudspeaker and this phone&apos;s own network in a few seconds. You will hear a short chirp.</source>
        <translation>يختبر خلال ثوانٍ الميكروفون ومكبّر الصوت وشبكة هذا الهاتف. ستسمع صفيرًا قصيرًا.</translation>
    </message>
    <message>
        <source>Testing: be quiet for a few seconds…</source>
        <translation>جارٍ الاختبار: يُرجى الهدوء لبضع ثوانٍ…</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>جارٍ الاختبار…</translation>
    </message>
    <message>
        <source>A call is under way and has the sound. The test can start when the call is over.</source>
        <translation>هناك مكالمة جارية تستخدم الصوت. يمكن بدء الاختبار بعد انتهائها.</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>كل شيء سليم.</translation>
    </message>
    <message>
        <source>Something is not right:</source>
        <translation>هناك أمر غير سليم:</translation>
    </message>
    <message>
        <source>&amp;Test again</source>
        <translation>إعادة الاختبار</translation>
    </message>
    <message>
        <source>The sound cannot be tested now; perhaps another test is under way.</source>
        <translation>لا يمكن اختبار الصوت الآن؛ ربما كان هناك اختبار آخر جارٍ.</translation>
    </message>
    <message>
        <source>being tried</source>
        <translation>قيد الاختبار</translation>
    </message>
    <message>
        <source>The test was stopped.</source>
        <translation>أُوقف الاختبار.</translation>
    </message>
</context>
<context>
    <name>SettingSections</name>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>%n ثانية</numerusform>
            <numerusform>ثانية واحدة</numerusform>
            <numerusform>ثانيتان</numerusform>
            <numerusform>%n ثوانٍ</numerusform>
            <numerusform>%n ثانية</numerusform>
            <numerusform>%n ثانية</numerusform>
        </translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>عدم الإزعاج</translation>
    </message>
    <message>
        <source>busy quiet dnd hours minutes</source>
        <translation>مشغول هدوء إزعاج ساعات دقائق dnd</translation>
    </message>
    <message>
        <source>Off: calls ring</source>
        <translation>متوقف: المكالمات ترنّ</translation>
    </message>
    <message>
        <source>On, until I switch it off</source>
        <translation>مفعّل حتى أوقفه</translation>
    </message>
    <message numerus="yes">
        <source>For %n hours</source>
        <translation>
            <numerusform>لمدة %n ساعة</numerusform>
            <numerusform>لمدة ساعة</numerusform>
            <numerusform>لمدة ساعتين</numerusform>
            <numerusform>لمدة %n ساعات</numerusform>
            <numerusform>لمدة %n ساعة</numerusform>
            <numerusform>لمدة %n ساعة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For %n minutes</source>
        <translation>
            <numerusform>لمدة %n دقيقة</numerusform>
            <numerusform>لمدة دقيقة</numerusform>
            <numerusform>لمدة دقيقتين</numerusform>
            <numerusform>لمدة %n دقائق</numerusform>
            <numerusform>لمدة %n دقيقة</numerusform>
            <numerusform>لمدة %n دقيقة</numerusform>
        </translation>
    </message>
    <message>
        <source>Ends by itself at %1.</source>
        <translation>ينتهي تلقائيًا: %1.</translation>
    </message>
    <message>
        <source>busy quiet dnd</source>
        <translation>مشغول هدوء إزعاج dnd</translation>
    </message>
    <message>
        <source>What callers hear meanwhile</source>
        <translation>ما يسمعه المتصلون في أثناء ذلك</translation>
    </message>
    <message>
        <source>do not disturb code dnd</source>
        <translation>عدم الإزعاج رمز dnd</translation>
    </message>
    <message>
        <source>I am busy</source>
        <translation>أنا مشغول</translation>
    </message>
    <message>
        <source>I am not there for now</source>
        <translation>أنا غير موجود حاليًا</translation>
    </message>
    <message>
        <source>I am busy everywhere: no other phone rings on</source>
        <translation>أنا مشغول في كل مكان: لا يرنّ هاتف آخر</translation>
    </message>
    <message>
        <source>I decline: no other phone rings on</source>
        <translation>أرفض المكالمة: لا يرنّ هاتف آخر</translation>
    </message>
    <message>
        <source>One a line: a number, a name, name@domain, @domain, or with * for anything.</source>
        <translation>واحد في كل سطر: رقم، أو اسم، أو name@domain / @domain، أو مع * لأي شيء.</translation>
    </message>
    <message>
        <source>forward divert call forwarding</source>
        <translation>تحويل إعادة توجيه المكالمات</translation>
    </message>
    <message>
        <source>Send all calls on to</source>
        <translation>تحويل كل المكالمات إلى</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>لا أحد</translation>
    </message>
    <message>
        <source>Send calls on while I am busy to</source>
        <translation>تحويل المكالمات عندما أكون مشغولًا إلى</translation>
    </message>
    <message>
        <source>Send calls on that I do not answer to</source>
        <translation>تحويل المكالمات التي لا أردّ عليها إلى</translation>
    </message>
    <message>
        <source>Not answered means after</source>
        <translation>تُعدّ المكالمة بلا ردّ بعد</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>المكالمات</translation>
    </message>
    <message>
        <source>Show the keypad below the field</source>
        <translation>إظهار لوحة الأرقام أسفل الحقل</translation>
    </message>
    <message>
        <source>dial pad digits</source>
        <translation>لوحة الأرقام الاتصال</translation>
    </message>
    <message>
        <source>When I click a telephone number elsewhere</source>
        <translation>عند النقر على رقم هاتف في مكان آخر</translation>
    </message>
    <message>
        <source>link tel sip callto browser</source>
        <translation>رابط متصفح tel sip callto</translation>
    </message>
    <message>
        <source>Put it into the field and ask me</source>
        <translation>وضعه في الحقل وسؤالي</translation>
    </message>
    <message>
        <source>Call it at once</source>
        <translation>الاتصال به فورًا</translation>
    </message>
    <message>
        <source>Rewrite what I dial</source>
        <translation>إعادة كتابة ما أطلبه</translation>
    </message>
    <message>
        <source>One rule a line, as 0=&gt;+49: numbers that begin with 0 are dialled with +49 instead. X stands for any digit, $ for the end of the number. The first that fits holds.</source>
        <translation>قاعدة في كل سطر بصيغة A=&gt;B (0=&gt;+49): الأرقام التي تبدأ بـ A تُطلب بـ B بدلًا منها. يمثّل X أي رقم، ويمثّل $ نهاية الرقم. تُطبّق أول قاعدة مطابقة.</translation>
    </message>
    <message>
        <source>dial plan rule prefix area code outside line</source>
        <translation>خطة الطلب قاعدة بادئة رمز المنطقة خط خارجي</translation>
    </message>
    <message>
        <source>Incoming calls</source>
        <translation>المكالمات الواردة</translation>
    </message>
    <message>
        <source>Show a call that comes in</source>
        <translation>إظهار المكالمة الواردة</translation>
    </message>
    <message>
        <source>popup notification alert</source>
        <translation>نافذة منبثقة إشعار تنبيه</translation>
    </message>
    <message>
        <source>In a small window</source>
        <translation>في نافذة صغيرة</translation>
    </message>
    <message>
        <source>As a notification of the desktop</source>
        <translation>كإشعار من سطح المكتب</translation>
    </message>
    <message>
        <source>As both</source>
        <translation>بالطريقتين</translation>
    </message>
    <message>
        <source>Ans&amp;wer by itself</source>
        <translation>الردّ التلقائي</translation>
    </message>
    <message>
        <source>auto answer automatic</source>
        <translation>ردّ تلقائي آلي</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>أبدًا</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>فورًا</translation>
    </message>
    <message>
        <source>After 5 seconds</source>
        <translation>بعد 5 ثوانٍ</translation>
    </message>
    <message>
        <source>After 10 seconds</source>
        <translation>بعد 10 ثوانٍ</translation>
    </message>
    <message>
        <source>After 20 seconds</source>
        <translation>بعد 20 ثانية</translation>
    </message>
    <message>
        <source>Only for these callers</source>
        <translation>لهؤلاء المتصلين فقط</translation>
    </message>
    <message>
        <source>Empty: for everybody.</source>
        <translation>إذا تُرك فارغًا: للجميع.</translation>
    </message>
    <message>
        <source>Answer by itself where one of these callers asks for it</source>
        <translation>الردّ تلقائيًا إذا طلب ذلك أحد هؤلاء المتصلين</translation>
    </message>
    <message>
        <source>Intercoms and door phones do.</source>
        <translation>تطلب ذلك أجهزة الاتصال الداخلي وهواتف الأبواب.</translation>
    </message>
    <message>
        <source>auto answer intercom header</source>
        <translation>ردّ تلقائي اتصال داخلي</translation>
    </message>
    <message>
        <source>Never ring for</source>
        <translation>عدم الرنين لهؤلاء</translation>
    </message>
    <message>
        <source>block list blacklist spam</source>
        <translation>قائمة الحظر حظر إزعاج مزعج</translation>
    </message>
    <message>
        <source>Ring only for calls to my own address</source>
        <translation>الرنين للمكالمات إلى عنواني فقط</translation>
    </message>
    <message>
        <source>What searches the net for telephones is turned away.</source>
        <translation>يُرفض من يمسح الشبكة بحثًا عن هواتف.</translation>
    </message>
    <message>
        <source>scanner spam strict ghost</source>
        <translation>ماسح مزعج صارم مكالمات وهمية</translation>
    </message>
    <message>
        <source>Handing over</source>
        <translation>التحويل</translation>
    </message>
    <message>
        <source>transfer forward refer</source>
        <translation>تحويل نقل توجيه</translation>
    </message>
    <message>
        <source>Enter in the field of a call</source>
        <translation>Enter في حقل المكالمة</translation>
    </message>
    <message>
        <source>Sends the caller on at once</source>
        <translation>يحوّل المتصل فورًا</translation>
    </message>
    <message>
        <source>Asks there first</source>
        <translation>يسأل هناك أولًا</translation>
    </message>
    <message>
        <source>A handover can be taken back for</source>
        <translation>مهلة التراجع عن التحويل</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>No time: it begins at once</source>
        <translation>بلا مهلة: يبدأ فورًا</translation>
    </message>
    <message>
        <source>1 second</source>
        <translation>ثانية واحدة</translation>
    </message>
    <message>
        <source>Code of the exchange for handing over</source>
        <translation>رمز التحويل في المقسم</translation>
    </message>
    <message>
        <source>For exchanges that know no other way, as *2 of Asterisk.</source>
        <translation>للمقاسم التي لا تعرف طريقة أخرى، كما في Asterisk ‎*2.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>بلا</translation>
    </message>
    <message>
        <source>When somebody wants to &amp;hand me over</source>
        <translation>عندما يريد أحد تحويلي</translation>
    </message>
    <message>
        <source>Ask me</source>
        <translation>سؤالي</translation>
    </message>
    <message>
        <source>Always let them</source>
        <translation>السماح دائمًا</translation>
    </message>
    <message>
        <source>Never let them</source>
        <translation>الرفض دائمًا</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>التسجيل</translation>
    </message>
    <message>
        <source>record file</source>
        <translation>تسجيل ملف</translation>
    </message>
    <message>
        <source>Folder for recordings</source>
        <translation>مجلد التسجيلات</translation>
    </message>
    <message>
        <source>Carillon, in the folder for music</source>
        <translation>Carillon في مجلد الموسيقى</translation>
    </message>
    <message>
        <source>Kept as</source>
        <translation>صيغة الحفظ</translation>
    </message>
    <message>
        <source>Opus: small files</source>
        <translation>Opus: ملفات صغيرة</translation>
    </message>
    <message>
        <source>WAV: for every program</source>
        <translation>WAV: لكل البرامج</translation>
    </message>
    <message>
        <source>Fineness of recordings</source>
        <translation>دقة التسجيلات</translation>
    </message>
    <message>
        <source>sample rate</source>
        <translation>معدل أخذ العينات</translation>
    </message>
    <message>
        <source>48 kHz: all that is heard</source>
        <translation>48 كيلوهرتز: كل ما يُسمع</translation>
    </message>
    <message>
        <source>16 kHz: enough for speech</source>
        <translation>16 كيلوهرتز: تكفي للكلام</translation>
    </message>
    <message>
        <source>Both sides hear a tone each 15 seconds</source>
        <translation>يسمع الطرفان نغمة كل 15 ثانية</translation>
    </message>
    <message>
        <source>In many countries everybody has to know that the call is recorded.</source>
        <translation>في بلدان كثيرة يجب أن يعلم الجميع أن المكالمة تُسجَّل.</translation>
    </message>
    <message>
        <source>beep consent law</source>
        <translation>صفير موافقة قانون</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>سطح المكتب</translation>
    </message>
    <message>
        <source>&amp;Keep running in the tray when the window is closed</source>
        <translation>الاستمرار في علبة النظام عند إغلاق النافذة</translation>
    </message>
    <message>
        <source>Show a narrow strip with the call above all windows</source>
        <translation>إظهار شريط ضيّق للمكالمة فوق كل النوافذ</translation>
    </message>
    <message>
        <source>always on top small</source>
        <translation>دائمًا في الأعلى صغير</translation>
    </message>
    <message>
        <source>Pause music and films during calls</source>
        <translation>إيقاف الموسيقى والأفلام مؤقتًا أثناء المكالمات</translation>
    </message>
    <message>
        <source>player MPRIS</source>
        <translation>مشغّل الوسائط MPRIS</translation>
    </message>
    <message>
        <source>Keep the computer awake during calls</source>
        <translation>إبقاء الحاسوب مستيقظًا أثناء المكالمات</translation>
    </message>
    <message>
        <source>sleep screen</source>
        <translation>سكون نوم الشاشة</translation>
    </message>
    <message>
        <source>Obey the buttons of a headset</source>
        <translation>الاستجابة لأزرار سماعة الرأس</translation>
    </message>
    <message>
        <source>Hook and mute, where the headset has them.</source>
        <translation>الردّ والكتم، إن كانا فيها.</translation>
    </message>
    <message>
        <source>HID hook Jabra Plantronics</source>
        <translation>HID سماعة Jabra Plantronics</translation>
    </message>
    <message>
        <source>hotkey shortcut global keyboard</source>
        <translation>اختصار مفتاح عام لوحة المفاتيح</translation>
    </message>
    <message>
        <source>Obey keys while another program is used</source>
        <translation>الاستجابة للمفاتيح أثناء استخدام برنامج آخر</translation>
    </message>
    <message>
        <source>The desktop may ask you once.</source>
        <translation>قد يسألك سطح المكتب مرة واحدة.</translation>
    </message>
    <message>
        <source>Key for answering</source>
        <translation>مفتاح الردّ</translation>
    </message>
    <message>
        <source>Key for hanging up</source>
        <translation>مفتاح الإنهاء</translation>
    </message>
    <message>
        <source>Key for muting</source>
        <translation>مفتاح الكتم</translation>
    </message>
    <message>
        <source>Program to run when something happens to a call</source>
        <translation>برنامج يُشغَّل عند وقوع حدث في مكالمة</translation>
    </message>
    <message>
        <source>hook script command</source>
        <translation>نص برمجي أمر</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>الشكل</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>المظهر</translation>
    </message>
    <message>
        <source>theme dark light mode colours</source>
        <translation>سمة داكن فاتح وضع ألوان</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>حسب النظام</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>Sends the caller on; asks a favourite first who is not free</source>
        <translation>يحوّل المتصل؛ ويسأل المفضّل أولًا إن لم يكن متاحًا</translation>
    </message>
    <message>
        <source>Show whether favourites are free</source>
        <translation>إظهار حالة المفضّلين</translation>
    </message>
    <message>
        <source>Asks their telephones through your exchange, where it tells.</source>
        <translation>يستعلم عن هواتفهم عبر مقسمك، إن أتاح المقسم ذلك.</translation>
    </message>
    <message>
        <source>lamp blf presence busy</source>
        <translation>مؤشر حضور مشغول متاح blf</translation>
    </message>
</context>
<context>
    <name>SettingsAccessOf</name>
    <message>
        <source>Dials %1</source>
        <translation>يطلب %1</translation>
    </message>
</context>
<context>
    <name>SoundPresentation</name>
    <message>
        <source>None: silence</source>
        <translation>بلا جهاز: صمت</translation>
    </message>
    <message>
        <source>A tone of %1 Hz</source>
        <translation>نغمة بتردد %1 هرتز</translation>
    </message>
    <message>
        <source>The file %1</source>
        <translation>الملف %1</translation>
    </message>
    <message>
        <source>in use now</source>
        <translation>مستخدَم الآن</translation>
    </message>
    <message>
        <source>muted by the system</source>
        <translation>مكتوم من النظام</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>حسب النظام</translation>
    </message>
    <message>
        <source>at the moment: %1</source>
        <translation>حاليًا: %1</translation>
    </message>
    <message>
        <source>set by a command</source>
        <translation>ضُبط بأمر</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>غير موصول</translation>
    </message>
    <message>
        <source>%1 is muted in the system&apos;s own settings: nobody will hear you.</source>
        <translation>%1 مكتوم في إعدادات النظام: لن يسمعك أحد.</translation>
    </message>
    <message>
        <source>%1 is muted in the system&apos;s own settings: you will hear nothing.</source>
        <translation>%1 مكتوم في إعدادات النظام: لن تسمع شيئًا.</translation>
    </message>
    <message>
        <source>During a call you see here how loud you are.</source>
        <translation>أثناء المكالمة ترى هنا مستوى صوتك.</translation>
    </message>
    <message>
        <source>You are muted.</source>
        <translation>صوتك مكتوم.</translation>
    </message>
    <message>
        <source>How loud you are now:</source>
        <translation>مستوى صوتك الآن:</translation>
    </message>
</context>
<context>
    <name>SoundSentences</name>
    <message>
        <source>You miss %1 % of the sound: the network loses it.</source>
        <translation>يفوتك %1% من الصوت: الشبكة تضيّعه.</translation>
    </message>
    <message>
        <source>You miss %1 % of the sound: the network brings it too late.</source>
        <translation>يفوتك %1% من الصوت: الشبكة توصله متأخرًا.</translation>
    </message>
    <message>
        <source>You miss %1 % of the sound: the loudspeaker does not keep up.</source>
        <translation>يفوتك %1% من الصوت: مكبّر الصوت لا يواكبه.</translation>
    </message>
    <message>
        <source>The other side misses %1 % of what you say: the network loses it.</source>
        <translation>يفوت الطرف الآخر %1% مما تقول: الشبكة تضيّعه.</translation>
    </message>
    <message>
        <source>The other side misses %1 % of what you say: the network brings it too late.</source>
        <translation>يفوت الطرف الآخر %1% مما تقول: الشبكة توصله متأخرًا.</translation>
    </message>
    <message>
        <source>The other side misses %1 % of what you say: the microphone does not keep up.</source>
        <translation>يفوت الطرف الآخر %1% مما تقول: الميكروفون لا يواكبه.</translation>
    </message>
    <message>
        <source>The other side has put you on hold.</source>
        <translation>وضعك الطرف الآخر قيد الانتظار.</translation>
    </message>
    <message>
        <source>A way for the sound is still looked for.</source>
        <translation>ما زال البحث عن مسار للصوت جاريًا.</translation>
    </message>
    <message>
        <source>The sound from the other side cannot be decrypted: its key is not the one that was agreed.</source>
        <translation>لا يمكن فك تشفير صوت الطرف الآخر: مفتاحه ليس المفتاح المتفق عليه.</translation>
    </message>
    <message>
        <source>The other side sends its sound in a codec that was not agreed.</source>
        <translation>يرسل الطرف الآخر صوته بترميز لم يُتفق عليه.</translation>
    </message>
    <message>
        <source>Sound arrives from another address than the one that the other side named; it is not played.</source>
        <translation>يصل صوت من عنوان غير الذي ذكره الطرف الآخر؛ فلا يُشغَّل.</translation>
    </message>
    <message>
        <source>What arrives from the other side is no sound that can be read.</source>
        <translation>ما يصل من الطرف الآخر ليس صوتًا يمكن قراءته.</translation>
    </message>
    <message>
        <source>No sound gets through: the other side named an address that only its own network knows.</source>
        <translation>لا يصل الصوت: ذكر الطرف الآخر عنوانًا لا تعرفه إلا شبكته.</translation>
    </message>
    <message>
        <source>No sound arrives from the other side; a firewall may be in the way.</source>
        <translation>لا يصل صوت من الطرف الآخر؛ ربما اعترضه جدار حماية.</translation>
    </message>
    <message>
        <source>The sound from the other side has stopped.</source>
        <translation>توقف صوت الطرف الآخر.</translation>
    </message>
    <message>
        <source>Your voice does not leave this computer: there is no way to the other side.</source>
        <translation>لا يغادر صوتك هذا الحاسوب: لا مسار إلى الطرف الآخر.</translation>
    </message>
    <message>
        <source>Your voice leaves, but the other side reports that none of it arrives; a firewall or router may be in the way.</source>
        <translation>يغادر صوتك، لكن الطرف الآخر يفيد بأن شيئًا منه لا يصل؛ ربما اعترضه جدار حماية أو موجّه.</translation>
    </message>
    <message>
        <source>The other side only listens: it sends no sound.</source>
        <translation>الطرف الآخر يستمع فقط: لا يرسل صوتًا.</translation>
    </message>
    <message>
        <source>Only silence comes from the other side: its microphone may be muted.</source>
        <translation>لا يصل من الطرف الآخر إلا الصمت: ربما كان ميكروفونه مكتومًا.</translation>
    </message>
    <message>
        <source>The other side is silent: it may be muted.</source>
        <translation>الطرف الآخر صامت: ربما كان مكتومًا.</translation>
    </message>
    <message>
        <source>You have put this call on hold.</source>
        <translation>وضعت هذه المكالمة قيد الانتظار.</translation>
    </message>
    <message>
        <source>The loudspeaker takes no sound; perhaps another program uses it.</source>
        <translation>مكبّر الصوت لا يستقبل الصوت؛ ربما يستخدمه برنامج آخر.</translation>
    </message>
    <message>
        <source>The loudspeaker is muted in the settings of this computer.</source>
        <translation>مكبّر الصوت مكتوم في إعدادات هذا الحاسوب.</translation>
    </message>
    <message>
        <source>The microphone gives no sound; perhaps another program uses it.</source>
        <translation>الميكروفون لا يعطي صوتًا؛ ربما يستخدمه برنامج آخر.</translation>
    </message>
    <message>
        <source>The microphone is muted in the settings of this computer.</source>
        <translation>الميكروفون مكتوم في إعدادات هذا الحاسوب.</translation>
    </message>
    <message>
        <source>The microphone gives nothing but silence: it may have a switch, or be the wrong one.</source>
        <translation>الميكروفون لا يعطي إلا الصمت: ربما كان له زر إيقاف، أو ليس هو المقصود.</translation>
    </message>
    <message>
        <source>You are muted.</source>
        <translation>صوتك مكتوم.</translation>
    </message>
    <message>
        <source>Nothing but silence comes from the microphone now.</source>
        <translation>لا يصل من الميكروفون الآن إلا الصمت.</translation>
    </message>
    <message>
        <source>Your microphone is too loud: its sound is distorted. Turn it down, or move away from it.</source>
        <translation>الميكروفون عالٍ أكثر مما ينبغي: صوته مشوّه. اخفضه أو ابتعد عنه.</translation>
    </message>
    <message>
        <source>Each hears the other %1 milliseconds late.</source>
        <translation>يسمع كل منكما الآخر متأخرًا %1 ميلي ثانية.</translation>
    </message>
    <message>
        <source>The sound is good.</source>
        <translation>الصوت جيد.</translation>
    </message>
    <message>
        <source>The sound recovers from a disturbance.</source>
        <translation>يتعافى الصوت من اضطراب.</translation>
    </message>
    <message>
        <source>The sound was disturbed at times.</source>
        <translation>اضطرب الصوت أحيانًا.</translation>
    </message>
</context>
<context>
    <name>TransferPresentation</name>
    <message>
        <source>Send</source>
        <comment>verb on a chip: hand the caller over</comment>
        <translation>تحويل</translation>
    </message>
    <message>
        <source>Send %1 to %2</source>
        <translation>تحويل %1 إلى %2</translation>
    </message>
    <message>
        <source>Ask</source>
        <comment>verb on a chip: call the target first</comment>
        <translation>سؤال</translation>
    </message>
    <message>
        <source>Ask %1 first, while %2 waits</source>
        <translation>سؤال %1 أولًا، مع انتظار %2</translation>
    </message>
    <message>
        <source>Merge</source>
        <comment>verb on a chip: make it a conference</comment>
        <translation>دمج</translation>
    </message>
    <message>
        <source>Call %1 and bring %1 into the call with %2</source>
        <translation>الاتصال بـ %1 وضمّ %1 إلى المكالمة مع %2</translation>
    </message>
    <message>
        <source>Code %1</source>
        <comment>verb on a chip: hand over by the exchange&apos;s code</comment>
        <translation>الرمز %1</translation>
    </message>
    <message>
        <source>Send %1 to %2 by the code %3 of your exchange</source>
        <translation>تحويل %1 إلى %2 بالرمز %3 في مقسمك</translation>
    </message>
    <message>
        <source>Connect %1 with %2 and leave the call</source>
        <translation>ربط %1 مع %2 ومغادرة المكالمة</translation>
    </message>
    <message>
        <source>Bring %1 into the call with %2</source>
        <translation>ضمّ %1 إلى المكالمة مع %2</translation>
    </message>
    <message>
        <source>Send %1 to %2 without answering</source>
        <translation>تحويل %1 إلى %2 من دون ردّ</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>ربط</translation>
    </message>
    <message>
        <source>the name or number typed</source>
        <translation>الاسم أو الرقم المكتوب</translation>
    </message>
    <message>
        <source>Merge %1 + %2</source>
        <comment>two names</comment>
        <translation>دمج %1 و%2</translation>
    </message>
    <message>
        <source>Connect %1 + %2</source>
        <comment>two names</comment>
        <translation>ربط %1 و%2</translation>
    </message>
    <message>
        <source>Sending %1 to %2…</source>
        <translation>جارٍ تحويل %1 إلى %2…</translation>
    </message>
    <message>
        <source>The phone of %1 cannot be handed over. Calls can be joined here instead.</source>
        <translation>هاتف %1 لا يقبل التحويل. يمكن دمج المكالمتين هنا بدلًا من ذلك.</translation>
    </message>
    <message>
        <source>The phone of %1 cannot be handed over. Your exchange does it by the code %2.</source>
        <translation>هاتف %1 لا يقبل التحويل. يحوّل مقسمك بالرمز %2.</translation>
    </message>
</context>
<context>
    <name>TrayPresentation</name>
    <message>
        <source>Carillon: ready</source>
        <translation>Carillon: جاهز</translation>
    </message>
    <message>
        <source>Carillon: no account yet</source>
        <translation>Carillon: لا حساب بعد</translation>
    </message>
    <message>
        <source>Carillon: not connected</source>
        <translation>Carillon: غير متصل</translation>
    </message>
    <message>
        <source>Carillon: do not disturb</source>
        <translation>Carillon: عدم الإزعاج</translation>
    </message>
    <message>
        <source>Carillon: somebody is calling</source>
        <translation>Carillon: هناك من يتصل</translation>
    </message>
    <message>
        <source>Carillon: in a call</source>
        <translation>Carillon: في مكالمة</translation>
    </message>
    <message>
        <source>Carillon: in a call, your microphone is muted</source>
        <translation>Carillon: في مكالمة، والميكروفون مكتوم</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>جاهز</translation>
    </message>
    <message>
        <source>signing in</source>
        <translation>جارٍ تسجيل الدخول</translation>
    </message>
    <message>
        <source>signing out</source>
        <translation>جارٍ تسجيل الخروج</translation>
    </message>
    <message>
        <source>not signed in</source>
        <translation>لم يُسجَّل الدخول</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n missed calls</source>
        <translation>
            <numerusform>%n مكالمة فائتة</numerusform>
            <numerusform>مكالمة فائتة واحدة</numerusform>
            <numerusform>مكالمتان فائتتان</numerusform>
            <numerusform>%n مكالمات فائتة</numerusform>
            <numerusform>%n مكالمة فائتة</numerusform>
            <numerusform>%n مكالمة فائتة</numerusform>
        </translation>
    </message>
    <message>
        <source>Carillon: do not disturb until %1</source>
        <translation>Carillon: عدم الإزعاج حتى %1</translation>
    </message>
</context>
<context>
    <name>carillon</name>
    <message>
        <source>%1 is one of %2.</source>
        <translation>قيمة %1 واحدة من: %2.</translation>
    </message>
    <message>
        <source>account add needs --aor.</source>
        <translation>الصيغة المطلوبة: account add ‎--aor.</translation>
    </message>
    <message>
        <source>A password comes either from --password-stdin or from --password-env.</source>
        <translation>تأتي كلمة المرور إمّا من ‎--password-stdin وإمّا من ‎--password-env.</translation>
    </message>
    <message>
        <source>The password did not come along.</source>
        <translation>لم تصل كلمة المرور.</translation>
    </message>
    <message>
        <source>A password is given by --password-stdin or --password-env.</source>
        <translation>تُعطى كلمة المرور عبر ‎--password-stdin أو ‎--password-env.</translation>
    </message>
    <message>
        <source>There is no account: add one first.</source>
        <translation>لا يوجد حساب: أضف حسابًا أولًا.</translation>
    </message>
    <message>
        <source>The call is over.</source>
        <translation>انتهت المكالمة.</translation>
    </message>
    <message>
        <source>This is no incoming call that waits for an answer.</source>
        <translation>هذه ليست مكالمة واردة تنتظر ردًّا.</translation>
    </message>
    <message>
        <source>Digits are sent via auto, rtp, info or inband.</source>
        <translation>تُرسل الأرقام عبر auto أو rtp أو info أو inband.</translation>
    </message>
    <message>
        <source>A call cannot be joined with itself.</source>
        <translation>لا يمكن ضمّ مكالمة إلى نفسها.</translation>
    </message>
    <message>
        <source>Nobody asks to hand this call over.</source>
        <translation>لا أحد يطلب تحويل هذه المكالمة.</translation>
    </message>
    <message>
        <source>This cannot be called or sent.</source>
        <translation>لا يمكن الاتصال بهذا أو إرساله.</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>الفيديو</translation>
    </message>
    <message>
        <source>No call waits for an answer.</source>
        <translation>لا مكالمة تنتظر ردًّا.</translation>
    </message>
    <message>
        <source>--code is a SIP status from 400 to 699.</source>
        <translation>قيمة ‎--code حالة SIP من 400 إلى 699.</translation>
    </message>
    <message>
        <source>hangup takes either an ID or --all.</source>
        <translation>يأخذ hangup إمّا معرّفًا وإمّا ‎--all.</translation>
    </message>
    <message>
        <source>There is no call to hang up.</source>
        <translation>لا توجد مكالمة لإنهائها.</translation>
    </message>
    <message>
        <source>There are several calls: say which one, or --all.</source>
        <translation>هناك عدة مكالمات: حدّد إحداها، أو ‎--all.</translation>
    </message>
    <message>
        <source>mute needs an ID, and on or off.</source>
        <translation>يحتاج mute إلى معرّف وإلى on أو off.</translation>
    </message>
    <message>
        <source>video needs an ID, and on or off.</source>
        <translation>يحتاج video إلى معرّف وإلى on أو off.</translation>
    </message>
    <message>
        <source>--via is one of auto, rtp, info, inband.</source>
        <translation>قيمة ‎--via واحدة من: auto، rtp، info، inband.</translation>
    </message>
    <message>
        <source>transfer needs an ID and either a target or --to ID2.</source>
        <translation>يحتاج transfer إلى معرّف وإمّا إلى وجهة وإمّا إلى ‎--to ID2.</translation>
    </message>
    <message>
        <source>referral needs an ID, and accept or reject.</source>
        <translation>يحتاج referral إلى معرّف وإلى accept أو reject.</translation>
    </message>
    <message>
        <source>%1 has no option --%2.</source>
        <translation>ليس للأمر %1 خيار ‎--%2.</translation>
    </message>
    <message>
        <source>--%1 takes no value.</source>
        <translation>الخيار ‎--%1 لا يأخذ قيمة.</translation>
    </message>
    <message>
        <source>--%1 needs a value.</source>
        <translation>الخيار ‎--%1 يحتاج إلى قيمة.</translation>
    </message>
    <message>
        <source>A verb is missing.</source>
        <translation>ينقص الأمر.</translation>
    </message>
    <message>
        <source>There is no verb &quot;%1&quot;.</source>
        <translation>لا يوجد أمر «%1».</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>الاستخدام</translation>
    </message>
    <message>
        <source>--timeout and --count are numbers.</source>
        <translation>قيمة كل من ‎--timeout و‎--count رقم.</translation>
    </message>
    <message>
        <source>%1 is not available yet.</source>
        <translation>%1: غير متاح بعد.</translation>
    </message>
    <message>
        <source>There is no call %1.</source>
        <translation>لا توجد مكالمة %1.</translation>
    </message>
    <message>
        <source>A header is written as &quot;Name: value&quot;.</source>
        <translation>تُكتب الترويسة بصيغة «Name: value».</translation>
    </message>
    <message>
        <source>These are too many headers.</source>
        <translation>الترويسات أكثر مما ينبغي.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name of a header.</source>
        <translation>«%1» ليس اسم ترويسة.</translation>
    </message>
    <message>
        <source>The header %1 is made by the call itself.</source>
        <translation>تضع المكالمة الترويسة %1 بنفسها.</translation>
    </message>
    <message>
        <source>The value of the header %1 is too long or is not one line of text.</source>
        <translation>قيمة الترويسة %1 أطول مما ينبغي أو ليست سطر نص واحدًا.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be called: type a number, a name or an address.</source>
        <translation>لا يمكن الاتصال بـ «%1»: اكتب رقمًا أو اسمًا أو عنوانًا.</translation>
    </message>
    <message>
        <source>There is nothing to call: type a number, a name or an address.</source>
        <translation>لا شيء للاتصال به: اكتب رقمًا أو اسمًا أو عنوانًا.</translation>
    </message>
    <message>
        <source>The address is too long or holds characters which cannot be called.</source>
        <translation>العنوان أطول مما ينبغي أو فيه محارف لا يمكن الاتصال بها.</translation>
    </message>
    <message>
        <source>Addresses that begin with &quot;%1:&quot; cannot be called.</source>
        <translation>لا يمكن الاتصال بالعناوين التي تبدأ بـ «%1:».</translation>
    </message>
    <message>
        <source>The account of the try-out cannot be changed.</source>
        <translation>لا يمكن تغيير حساب التجربة.</translation>
    </message>
    <message>
        <source>The try-out is not available here.</source>
        <translation>التجربة غير متاحة هنا.</translation>
    </message>
    <message>
        <source>Carillon is about to quit.</source>
        <translation>يوشك Carillon على الخروج.</translation>
    </message>
    <message>
        <source>There is no account to call with: add one first.</source>
        <translation>لا يوجد حساب للاتصال به: أضف حسابًا أولًا.</translation>
    </message>
    <message>
        <source>--limit is a number from 1 to %1.</source>
        <translation>قيمة ‎--limit رقم من 1 إلى %1.</translation>
    </message>
    <message>
        <source>There is no setting %1.</source>
        <translation>لا يوجد إعداد %1.</translation>
    </message>
    <message>
        <source>device set needs input, output or ring, and the ID of a device.</source>
        <translation>يحتاج device set إلى input أو output أو ring، وإلى معرّف جهاز.</translation>
    </message>
    <message>
        <source>--last is a number from 1 to %1.</source>
        <translation>قيمة ‎--last رقم من 1 إلى %1.</translation>
    </message>
    <message>
        <source>Messaging</source>
        <translation>الرسائل</translation>
    </message>
    <message>
        <source>The server did not accept the password for the call to %1.</source>
        <translation>لم يقبل الخادم كلمة المرور للاتصال بـ %1.</translation>
    </message>
    <message>
        <source>The server does not allow the call to %1.</source>
        <translation>لا يسمح الخادم بالاتصال بـ %1.</translation>
    </message>
    <message>
        <source>The server does not know %1.</source>
        <translation>لا يعرف الخادم %1.</translation>
    </message>
    <message>
        <source>%1 does not take calls.</source>
        <translation>لا يستقبل %1 المكالمات.</translation>
    </message>
    <message>
        <source>%1 and this phone have no way to talk in common.</source>
        <translation>لا توجد بين %1 وهذا الهاتف طريقة مشتركة للتحدث.</translation>
    </message>
    <message>
        <source>%1 did not answer.</source>
        <translation>لم يردّ %1.</translation>
    </message>
    <message>
        <source>%1 is not reachable at this address any more.</source>
        <translation>لم يعد الوصول إلى %1 ممكنًا على هذا العنوان.</translation>
    </message>
    <message>
        <source>The call to %1 was too large for the server.</source>
        <translation>كان الاتصال بـ %1 أكبر مما يقبله الخادم.</translation>
    </message>
    <message>
        <source>The server cannot call addresses of this kind: %1.</source>
        <translation>لا يستطيع الخادم الاتصال بعناوين من هذا النوع: %1.</translation>
    </message>
    <message>
        <source>The phone of %1 lacks an extension which the call needs.</source>
        <translation>ينقص هاتف %1 امتداد تحتاج إليه المكالمة.</translation>
    </message>
    <message>
        <source>%1 cannot be reached at the moment.</source>
        <translation>لا يمكن الوصول إلى %1 حاليًا.</translation>
    </message>
    <message>
        <source>The call to %1 does not exist any more.</source>
        <translation>لم تعد المكالمة مع %1 موجودة.</translation>
    </message>
    <message>
        <source>The call to %1 went round in a circle.</source>
        <translation>دار الاتصال بـ %1 في حلقة.</translation>
    </message>
    <message>
        <source>The number %1 is not complete.</source>
        <translation>الرقم %1 غير كامل.</translation>
    </message>
    <message>
        <source>%1 can mean several people.</source>
        <translation>قد يعني %1 عدة أشخاص.</translation>
    </message>
    <message>
        <source>%1 is busy.</source>
        <translation>خط %1 مشغول.</translation>
    </message>
    <message>
        <source>The call to %1 was cancelled.</source>
        <translation>أُلغي الاتصال بـ %1.</translation>
    </message>
    <message>
        <source>%1 and this phone have no codec or encryption in common.</source>
        <translation>لا ترميز ولا تشفير مشتركًا بين %1 وهذا الهاتف.</translation>
    </message>
    <message>
        <source>The phone of %1 could not decrypt the call.</source>
        <translation>لم يستطع هاتف %1 فك تشفير المكالمة.</translation>
    </message>
    <message>
        <source>The server failed to place the call to %1.</source>
        <translation>فشل الخادم في إجراء الاتصال بـ %1.</translation>
    </message>
    <message>
        <source>The server cannot place the call to %1.</source>
        <translation>لا يستطيع الخادم إجراء الاتصال بـ %1.</translation>
    </message>
    <message>
        <source>The server got no proper answer from where %1 is.</source>
        <translation>لم يتلقَّ الخادم جوابًا صحيحًا من شبكة %1.</translation>
    </message>
    <message>
        <source>The server cannot place the call to %1 at the moment.</source>
        <translation>لا يستطيع الخادم إجراء الاتصال بـ %1 حاليًا.</translation>
    </message>
    <message>
        <source>The server got no answer from where %1 is.</source>
        <translation>لم يتلقَّ الخادم جوابًا من شبكة %1.</translation>
    </message>
    <message>
        <source>%1 declined the call.</source>
        <translation>رفض %1 المكالمة.</translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation>لا وجود لـ %1.</translation>
    </message>
    <message>
        <source>You hung up.</source>
        <translation>أنهيت المكالمة.</translation>
    </message>
    <message>
        <source>%1 hung up.</source>
        <translation>أنهى %1 المكالمة.</translation>
    </message>
    <message>
        <source>The connection to %1 was lost.</source>
        <translation>انقطع الاتصال مع %1.</translation>
    </message>
    <message>
        <source>The call from %1 was answered on another phone.</source>
        <translation>رُدّ على مكالمة %1 من هاتف آخر.</translation>
    </message>
    <message>
        <source>%1 hung up before the call was answered.</source>
        <translation>أنهى %1 المكالمة قبل الردّ.</translation>
    </message>
    <message>
        <source>The connection to %1 was lost before the call was answered.</source>
        <translation>انقطع الاتصال مع %1 قبل الردّ.</translation>
    </message>
    <message>
        <source>The call from %1 was not answered.</source>
        <translation>لم يُردّ على مكالمة %1.</translation>
    </message>
    <message>
        <source>The call from %1 was sent on.</source>
        <translation>حُوّلت مكالمة %1.</translation>
    </message>
    <message>
        <source>You declined the call from %1.</source>
        <translation>رفضت مكالمة %1.</translation>
    </message>
    <message>
        <source>You cancelled the call to %1.</source>
        <translation>ألغيت الاتصال بـ %1.</translation>
    </message>
    <message>
        <source>Nothing was heard from the server or the phone of %1.</source>
        <translation>لم يصل أي جواب من الخادم أو من هاتف %1.</translation>
    </message>
    <message>
        <source>The call to %1 could not be sent: there is no connection.</source>
        <translation>تعذّر إرسال الاتصال بـ %1: لا يوجد اتصال بالشبكة.</translation>
    </message>
    <message>
        <source>%1 asks to be called at another address.</source>
        <translation>يطلب %1 الاتصال به على عنوان آخر.</translation>
    </message>
    <message>
        <source>The call to %1 failed (%2).</source>
        <translation>فشل الاتصال بـ %1 (%2).</translation>
    </message>
    <message>
        <source>The server does not allow %1 to register (%2).</source>
        <translation>لا يسمح الخادم لـ %1 بتسجيل الدخول (%2).</translation>
    </message>
    <message>
        <source>The password for %1 was refused by the server.</source>
        <translation>رفض الخادم كلمة المرور لـ %1.</translation>
    </message>
    <message>
        <source>The server refused to register %1 (%2).</source>
        <translation>رفض الخادم تسجيل دخول %1 (%2).</translation>
    </message>
    <message>
        <source>The server cannot register %1 at the moment (%2).</source>
        <translation>لا يستطيع الخادم تسجيل دخول %1 حاليًا (%2).</translation>
    </message>
    <message>
        <source>The server %1 does not answer.</source>
        <translation>الخادم %1 لا يجيب.</translation>
    </message>
    <message>
        <source>The server %1 cannot be found or reached.</source>
        <translation>تعذّر العثور على الخادم %1 أو الوصول إليه.</translation>
    </message>
    <message>
        <source>The connection to %1 was closed.</source>
        <translation>أُغلق الاتصال بـ %1.</translation>
    </message>
    <message>
        <source>There is no server named %1.</source>
        <translation>لا يوجد خادم باسم %1.</translation>
    </message>
    <message>
        <source>%1 refused the connection: no server listens there.</source>
        <translation>رفض %1 الاتصال: لا خادم يستمع هناك.</translation>
    </message>
    <message>
        <source>There is no way to %1 from this network.</source>
        <translation>لا طريق إلى %1 من هذه الشبكة.</translation>
    </message>
    <message>
        <source>%1 does not answer.</source>
        <translation>لا يجيب %1.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted.</source>
        <translation>شهادة %1 غير موثوقة.</translation>
    </message>
    <message>
        <source>The encrypted connection to %1 could not be made.</source>
        <translation>تعذّر إنشاء الاتصال المشفّر بـ %1.</translation>
    </message>
    <message>
        <source>%1 is no SIP server for WebSockets.</source>
        <translation>%1 ليس خادم SIP يعمل عبر WebSocket.</translation>
    </message>
    <message>
        <source>The message is too large for the connection to %1.</source>
        <translation>الرسالة أكبر مما يقبله الاتصال بـ %1.</translation>
    </message>
    <message>
        <source>No port could be opened on this computer.</source>
        <translation>تعذّر فتح أي منفذ على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>There is no account %1.</source>
        <translation>لا يوجد حساب %1.</translation>
    </message>
    <message>
        <source>The account %1 is not connected yet.</source>
        <translation>الحساب %1 غير متصل بعد.</translation>
    </message>
    <message>
        <source>The keychain does not answer: unlock it, or enter the password for %1 again.</source>
        <translation>سلسلة المفاتيح لا تجيب: افتح قفلها، أو أدخل كلمة المرور لـ %1 من جديد.</translation>
    </message>
    <message>
        <source>The password for %1 is not stored: please enter it again.</source>
        <translation>كلمة المرور لـ %1 غير محفوظة: أدخلها من جديد.</translation>
    </message>
    <message>
        <source>The call is not in a state in which this can be done.</source>
        <translation>لا يمكن فعل هذا في حالة المكالمة الحالية.</translation>
    </message>
    <message>
        <source>The call is still busy with what was asked before.</source>
        <translation>ما زالت المكالمة مشغولة بالطلب السابق.</translation>
    </message>
    <message>
        <source>The other side has not answered yet.</source>
        <translation>لم يردّ الطرف الآخر بعد.</translation>
    </message>
    <message>
        <source>The other side does not support this.</source>
        <translation>الطرف الآخر لا يدعم هذا.</translation>
    </message>
    <message>
        <source>The disk is full or cannot be written: %1 is remembered only until Carillon ends.</source>
        <translation>القرص ممتلئ أو غير قابل للكتابة. ما يُحفظ حتى الخروج من Carillon فقط: %1.</translation>
    </message>
    <message>
        <source>The profile cannot be written: %1 is remembered only until Carillon ends.</source>
        <translation>ملف التعريف غير قابل للكتابة. ما يُحفظ حتى الخروج من Carillon فقط: %1.</translation>
    </message>
    <message>
        <source>The database is damaged: %1 is remembered only until Carillon ends.</source>
        <translation>قاعدة البيانات تالفة. ما يُحفظ حتى الخروج من Carillon فقط: %1.</translation>
    </message>
    <message>
        <source>Another program has the database locked: %1 is stored when it lets go.</source>
        <translation>برنامج آخر يقفل قاعدة البيانات. ما يُحفظ عند تحريرها: %1.</translation>
    </message>
    <message>
        <source>The database refused it (%2): %1 is remembered only until Carillon ends.</source>
        <translation>رفضت قاعدة البيانات ذلك (%2). ما يُحفظ حتى الخروج من Carillon فقط: %1.</translation>
    </message>
    <message>
        <source>what you have seen</source>
        <translation>ما شاهدته</translation>
    </message>
    <message>
        <source>the call</source>
        <translation>المكالمة</translation>
    </message>
    <message>
        <source>the emptied list of calls</source>
        <translation>قائمة المكالمات المُفرغة</translation>
    </message>
    <message>
        <source>The database was damaged. It was kept as %1, and Carillon begins with an empty one.</source>
        <translation>كانت قاعدة البيانات تالفة. حُفظت باسم %1، ويبدأ Carillon بقاعدة فارغة.</translation>
    </message>
    <message>
        <source>The profile %1 was written by a newer version of Carillon.</source>
        <translation>كُتب ملف التعريف %1 بإصدار أحدث من Carillon.</translation>
    </message>
    <message>
        <source>Another program has the database of the profile %1 locked.</source>
        <translation>برنامج آخر يقفل قاعدة بيانات ملف التعريف %1.</translation>
    </message>
    <message>
        <source>The disk is full: changes are remembered only until Carillon ends.</source>
        <translation>القرص ممتلئ: تُحفظ التغييرات حتى الخروج من Carillon فقط.</translation>
    </message>
    <message>
        <source>The profile folder %1 cannot be written: changes are remembered only until Carillon ends.</source>
        <translation>مجلد ملف التعريف %1 غير قابل للكتابة: تُحفظ التغييرات حتى الخروج من Carillon فقط.</translation>
    </message>
    <message>
        <source>The database cannot be opened: %1.</source>
        <translation>تعذّر فتح قاعدة البيانات: %1.</translation>
    </message>
    <message>
        <source>the account</source>
        <translation>الحساب</translation>
    </message>
    <message>
        <source>The profile folder %1 cannot be made or is not a folder.</source>
        <translation>تعذّر إنشاء مجلد ملف التعريف %1، أو أنه ليس مجلدًا.</translation>
    </message>
    <message>
        <source>Carillon runs already with the profile %1.</source>
        <translation>يعمل Carillon بالفعل بملف التعريف %1.</translation>
    </message>
    <message>
        <source>There is no keychain here: the password is remembered only until Carillon ends.</source>
        <translation>لا توجد هنا سلسلة مفاتيح: تُحفظ كلمة المرور حتى الخروج من Carillon فقط.</translation>
    </message>
    <message>
        <source>The keychain was not opened: the password is remembered only until Carillon ends.</source>
        <translation>لم تُفتح سلسلة المفاتيح: تُحفظ كلمة المرور حتى الخروج من Carillon فقط.</translation>
    </message>
    <message>
        <source>The keychain does not answer: the password is remembered only until Carillon ends.</source>
        <translation>سلسلة المفاتيح لا تجيب: تُحفظ كلمة المرور حتى الخروج من Carillon فقط.</translation>
    </message>
    <message>
        <source>The keychain did not take the password: it is remembered only until Carillon ends.</source>
        <translation>لم تقبل سلسلة المفاتيح كلمة المرور: تُحفظ حتى الخروج من Carillon فقط.</translation>
    </message>
    <message>
        <source>%1 is off, on, or a number of seconds up to %2.</source>
        <translation>قيمة %1 هي off أو on أو عدد من الثواني حتى %2.</translation>
    </message>
    <message>
        <source>%1 is a list of different codecs, the preferred one first, out of %2.</source>
        <translation>قيمة %1 قائمة ترميزات مختلفة، المفضّل أولًا، من: %2.</translation>
    </message>
    <message>
        <source>%1 is the id of an account, or empty.</source>
        <translation>قيمة %1 معرّف حساب، أو فارغة.</translation>
    </message>
    <message>
        <source>%1 is default, null, tone:HZ (20 to 20000), file:PATH.wav or id:DEVICE.</source>
        <translation>قيمة %1 هي default أو null أو tone:HZ (من 20 إلى 20000) أو file:PATH.wav أو id:DEVICE.</translation>
    </message>
    <message>
        <source>%1 is default, null, file:PATH.wav or id:DEVICE.</source>
        <translation>قيمة %1 هي default أو null أو file:PATH.wav أو id:DEVICE.</translation>
    </message>
    <message>
        <source>The value of %1 is too long or holds characters which cannot be printed.</source>
        <translation>قيمة %1 أطول مما ينبغي أو فيها محارف لا يمكن طباعتها.</translation>
    </message>
    <message>
        <source>the setting %1</source>
        <translation>الإعداد %1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no address of an account: it looks like sip:1001@example.org.</source>
        <translation>«%1» ليس عنوان حساب: صيغته مثل sip:1001@example.org.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no address of a server: it looks like wss://example.org/ws.</source>
        <translation>«%1» ليس عنوان خادم: صيغته مثل wss://example.org/ws.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no address of a server: it looks like sip:example.org:5060;transport=tcp.</source>
        <translation>«%1» ليس عنوان خادم: صيغته مثل sip:example.org:5060;transport=tcp.</translation>
    </message>
    <message>
        <source>The file %1 cannot be read.</source>
        <translation>تعذّرت قراءة الملف %1.</translation>
    </message>
    <message>
        <source>media-encryption is one of none, optional, sdes, dtls.</source>
        <translation>قيمة media-encryption واحدة من: none، optional، sdes، dtls.</translation>
    </message>
    <message>
        <source>expires is a number of seconds from %1 to %2.</source>
        <translation>قيمة expires عدد من الثواني من %1 إلى %2.</translation>
    </message>
    <message>
        <source>register is on or off.</source>
        <translation>قيمة register هي on أو off.</translation>
    </message>
    <message>
        <source>An account needs an address: sip:1001@example.org.</source>
        <translation>يحتاج الحساب إلى عنوان: sip:1001@example.org.</translation>
    </message>
    <message>
        <source>A WebSocket server and an outbound proxy do not go together.</source>
        <translation>لا يجتمع خادم WebSocket مع وكيل صادر.</translation>
    </message>
    <message>
        <source>A WebSocket server is written as an address: wss://example.org/ws.</source>
        <translation>يُكتب خادم WebSocket كعنوان: wss://example.org/ws.</translation>
    </message>
    <message>
        <source>No more than %1 digits can be sent at once.</source>
        <translation>لا يمكن إرسال أكثر من %1 من الأرقام دفعة واحدة.</translation>
    </message>
    <message>
        <source>The digits that were asked for before are still being sent.</source>
        <translation>ما زالت الأرقام المطلوبة من قبل قيد الإرسال.</translation>
    </message>
    <message>
        <source>The microphone gives no sound; perhaps another program uses it.</source>
        <translation>الميكروفون لا يعطي صوتًا؛ ربما يستخدمه برنامج آخر.</translation>
    </message>
    <message>
        <source>The loudspeaker takes no sound; perhaps another program uses it.</source>
        <translation>مكبّر الصوت لا يستقبل الصوت؛ ربما يستخدمه برنامج آخر.</translation>
    </message>
    <message>
        <source>Nothing was heard of the handover to %1.</source>
        <translation>لم يصل شيء عن التحويل إلى %1.</translation>
    </message>
    <message>
        <source>%1 declined.</source>
        <translation>رفض %1.</translation>
    </message>
    <message>
        <source>The handover to %1 was declined.</source>
        <translation>رُفض التحويل إلى %1.</translation>
    </message>
    <message>
        <source>There is no %1.</source>
        <translation>لا يوجد %1.</translation>
    </message>
    <message>
        <source>The other side cannot hand calls over.</source>
        <translation>لا يستطيع الطرف الآخر تحويل المكالمات.</translation>
    </message>
    <message>
        <source>%1 could not be reached.</source>
        <translation>تعذّر الوصول إلى %1.</translation>
    </message>
    <message>
        <source>%1 %2 is back with you.</source>
        <translation>%1 أنت مع %2 من جديد.</translation>
    </message>
    <message>
        <source>Nothing was heard from %1 any more, so the call was ended.</source>
        <translation>لم يعد يصل شيء من %1، لذلك أُنهيت المكالمة.</translation>
    </message>
    <message>
        <source>%1 is a number from 1 to %2.</source>
        <translation>قيمة %1 رقم من 1 إلى %2.</translation>
    </message>
    <message>
        <source>compact-headers is on or off.</source>
        <translation>قيمة compact-headers هي on أو off.</translation>
    </message>
    <message>
        <source>session-timer is off or a number of seconds from %1 to %2.</source>
        <translation>قيمة session-timer هي off أو عدد من الثواني من %1 إلى %2.</translation>
    </message>
    <message>
        <source>follow needs an ID, and which of its redirects: 1 is the first.</source>
        <translation>يحتاج follow إلى معرّف وإلى رقم إعادة التوجيه: 1 هي الأولى.</translation>
    </message>
    <message>
        <source>This call was not sent on to another address.</source>
        <translation>لم تُوجَّه هذه المكالمة إلى عنوان آخر.</translation>
    </message>
    <message>
        <source>ice is one of on, off, auto.</source>
        <translation>قيمة ice واحدة من: on، off، auto.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no STUN server: it looks like stun.example.org or 192.0.2.1:3478.</source>
        <translation>«%1» ليس خادم STUN: صيغته مثل stun.example.org أو 192.0.2.1:3478.</translation>
    </message>
    <message>
        <source>account set needs an ID, one of %1, and a value; or an ID, password or turn-password, and --password-stdin or --password-env.</source>
        <translation>يحتاج account set إلى معرّف وواحد من %1 وقيمة؛ أو إلى معرّف و password أو turn-password مع ‎--password-stdin أو ‎--password-env.</translation>
    </message>
    <message>
        <source>The sound of this call has but one way: there is no other to look for.</source>
        <translation>ليس لصوت هذه المكالمة إلا مسار واحد: لا مسار آخر للبحث عنه.</translation>
    </message>
    <message>
        <source>A TURN server is written as turn:relay.example.org, turn:user@relay.example.org:3478?transport=tcp or turns:relay.example.org.</source>
        <translation>يُكتب خادم TURN بصيغة turn:relay.example.org أو turn:user@relay.example.org:3478?transport=tcp أو turns:relay.example.org.</translation>
    </message>
    <message>
        <source>A TURN server is reached by TLS over TCP only: leave out transport=udp.</source>
        <translation>يُوصل إلى خادم TURN بـ TLS عبر TCP فقط: احذف transport=udp.</translation>
    </message>
    <message>
        <source>The password of the TURN server of %1 is not stored: until you type it again, calls go without that server.</source>
        <translation>كلمة مرور خادم TURN لـ %1 غير محفوظة: تجري المكالمات من دون هذا الخادم حتى تكتبها من جديد.</translation>
    </message>
    <message>
        <source>%1 offers calls over WebSocket only: enter the address of its server (wss://…).</source>
        <translation>يقدّم %1 المكالمات عبر WebSocket فقط: أدخل عنوان خادمه (wss://example.org).</translation>
    </message>
    <message>
        <source>%1 offers no kind of connection that Carillon knows.</source>
        <translation>لا يقدّم %1 أي نوع اتصال يعرفه Carillon.</translation>
    </message>
    <message>
        <source>No digits of this call wait for a yes.</source>
        <translation>لا توجد في هذه المكالمة أرقام تنتظر الموافقة.</translation>
    </message>
    <message>
        <source>Digits are 0 to 9, *, # and A to D; a comma is a pause, a semicolon waits for a yes.</source>
        <translation>الأرقام من 0 إلى 9 و* و# ومن A إلى D؛ الفاصلة توقف قصير، والفاصلة المنقوطة تنتظر الموافقة.</translation>
    </message>
    <message>
        <source>The other side does not take digits in this way (%1).</source>
        <translation>الطرف الآخر لا يقبل الأرقام بهذه الطريقة (%1).</translation>
    </message>
    <message>
        <source>The digits that waited could not be sent.</source>
        <translation>تعذّر إرسال الأرقام المنتظرة.</translation>
    </message>
    <message>
        <source>digits needs an ID, and send or drop.</source>
        <translation>يحتاج digits إلى معرّف وإلى send أو drop.</translation>
    </message>
    <message>
        <source>A conference has no more than %1 members.</source>
        <translation>لا يزيد أعضاء المكالمة الجماعية على %1.</translation>
    </message>
    <message>
        <source>These are no digits to be sent after the answer, or too many.</source>
        <translation>هذه ليست أرقامًا تُرسل بعد الردّ، أو أنها كثيرة جدًا.</translation>
    </message>
    <message>
        <source>Only calls that were answered can be joined to a conference.</source>
        <translation>لا يمكن أن تُضمّ إلى مكالمة جماعية إلا المكالمات التي رُدّ عليها.</translation>
    </message>
    <message>
        <source>Only two can go on without us: this conference has more members.</source>
        <translation>لا يمكن أن يتابع من دوننا إلا اثنان: في هذه المكالمة الجماعية أعضاء أكثر.</translation>
    </message>
    <message>
        <source>This call is in no conference.</source>
        <translation>هذه المكالمة ليست في مكالمة جماعية.</translation>
    </message>
    <message>
        <source>%1 is a number of kbit/s from %2 to %3.</source>
        <translation>قيمة %1 عدد من كيلوبت/ث من %2 إلى %3.</translation>
    </message>
    <message>
        <source>%1 is a list of up to %2 different devices, the preferred one first: their ids, or default.</source>
        <translation>قيمة %1 قائمة من %2 من الأجهزة المختلفة على الأكثر، المفضّل أولًا: معرّفاتها، أو default.</translation>
    </message>
    <message>
        <source>%1 is a number of percent from 0 to %2.</source>
        <translation>قيمة %1 نسبة مئوية من 0 إلى %2.</translation>
    </message>
    <message>
        <source>Only a call that was answered can be recorded.</source>
        <translation>لا يمكن تسجيل إلا مكالمة رُدّ عليها.</translation>
    </message>
    <message>
        <source>This call is being recorded already.</source>
        <translation>هذه المكالمة قيد التسجيل بالفعل.</translation>
    </message>
    <message>
        <source>This call is not being recorded.</source>
        <translation>هذه المكالمة ليست قيد التسجيل.</translation>
    </message>
    <message>
        <source>record needs an ID, and start (perhaps with --file), pause or stop.</source>
        <translation>يحتاج record إلى معرّف وإلى start (وربما مع ‎--file) أو pause أو stop.</translation>
    </message>
    <message>
        <source>%1 is a path that begins with /, or empty.</source>
        <translation>قيمة %1 مسار يبدأ بـ / أو فارغة.</translation>
    </message>
    <message>
        <source>Nothing is known that would help this call.</source>
        <translation>لا يُعرف شيء يساعد هذه المكالمة.</translation>
    </message>
    <message>
        <source>Another device has to be chosen by hand.</source>
        <translation>يجب اختيار جهاز آخر يدويًا.</translation>
    </message>
    <message>
        <source>The device has to be unmuted in the settings of this computer.</source>
        <translation>يجب إلغاء كتم الجهاز في إعدادات هذا الحاسوب.</translation>
    </message>
    <message>
        <source>The self-test needs the sound that a call has now.</source>
        <translation>يحتاج الاختبار الذاتي إلى الصوت الذي تستخدمه مكالمة الآن.</translation>
    </message>
    <message>
        <source>A self-test is already under way.</source>
        <translation>هناك اختبار ذاتي جارٍ بالفعل.</translation>
    </message>
    <message>
        <source>The self-test</source>
        <translation>الاختبار الذاتي</translation>
    </message>
    <message>
        <source>The option %1 is neither text nor a number, on or off.</source>
        <translation>الخيار %1 ليس نصًا ولا رقمًا ولا on أو off.</translation>
    </message>
    <message>
        <source>Over D-Bus, what happens is told by the signal Event.</source>
        <translation>عبر D-Bus تُبلَّغ الأحداث بالإشارة Event.</translation>
    </message>
    <message>
        <source>A recording cannot be played during a call.</source>
        <translation>لا يمكن تشغيل تسجيل أثناء مكالمة.</translation>
    </message>
    <message>
        <source>No code for transfers is set: the telephone system&apos;s manual says which it is.</source>
        <translation>لم يُضبط رمز للتحويل: تجده في دليل المقسم.</translation>
    </message>
    <message>
        <source>By code a call can be handed over to a number only.</source>
        <translation>لا يمكن بالرمز تحويل مكالمة إلا إلى رقم.</translation>
    </message>
    <message>
        <source>Do not disturb lasts from a minute to a week.</source>
        <translation>يستمر عدم الإزعاج من دقيقة إلى أسبوع.</translation>
    </message>
    <message>
        <source>dnd needs on (perhaps with --for MINUTES) or off.</source>
        <translation>يحتاج dnd إلى on (وربما مع ‎--for MINUTES) أو off.</translation>
    </message>
    <message>
        <source>%1 is a number of seconds from %2 to %3.</source>
        <translation>قيمة %1 عدد من الثواني من %2 إلى %3.</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is no rule; write pattern=&gt;replacement.</source>
        <translation>%1: «%2» ليست قاعدة؛ اكتب pattern=&gt;replacement.</translation>
    </message>
    <message>
        <source>%1: the pattern of &quot;%2&quot; has digits, *, #, a + in front, X for any digit, and a . or $ at its end.</source>
        <translation>%1: في نمط «%2» أرقام و* و# و+ في أوله، وX لأي رقم، و. أو $ في آخره.</translation>
    </message>
    <message>
        <source>%1: the replacement of &quot;%2&quot; cannot be dialled; it has digits, *, #, a + in front, no more X than the pattern, a . for the rest, and perhaps @ and a host.</source>
        <translation>%1: لا يمكن طلب بديل «%2»؛ فيه أرقام و* و# و+ في أوله، وX بعدد لا يزيد على ما في النمط، و. للباقي، وربما @ واسم مضيف.</translation>
    </message>
    <message>
        <source>%1 has at most %2 rules of %3 characters.</source>
        <translation>في %1 ما لا يزيد على %2 من القواعد، طول كل منها %3 من المحارف.</translation>
    </message>
    <message>
        <source>%1 is a key such as Ctrl+Alt+A, or empty.</source>
        <translation>قيمة %1 مفتاح مثل Ctrl+Alt+A، أو فارغة.</translation>
    </message>
    <message>
        <source>%1 is a list of numbers, names, addresses or @domains with commas between them, * for anything, at most %2; &quot;%3&quot; is none.</source>
        <translation>قيمة %1 قائمة أرقام أو أسماء أو عناوين أو name@domain / @domains تفصلها فواصل، و* لأي شيء، وعددها %2 على الأكثر؛ أما «%3» فليست منها.</translation>
    </message>
    <message>
        <source>%1 is a time in UTC such as 2027-01-31T18:00:00Z, or empty.</source>
        <translation>قيمة %1 وقت بتوقيت UTC 2027-01-31T18:00:00Z مثلًا، أو فارغة.</translation>
    </message>
    <message>
        <source>%1 is a number or an address to call, or empty.</source>
        <translation>قيمة %1 رقم أو عنوان يُتصل به، أو فارغة.</translation>
    </message>
    <message>
        <source>%1 is the telephone system&apos;s code for a transfer, such as *2, or empty.</source>
        <translation>قيمة %1 رمز التحويل في المقسم، كما في Asterisk ‎*2، أو فارغة.</translation>
    </message>
    <message>
        <source>%1 is a place as X,Y, or empty.</source>
        <translation>قيمة %1 موضع بصيغة X,Y أو فارغة.</translation>
    </message>
    <message>
        <source>the list of favourites</source>
        <translation>قائمة المفضلة</translation>
    </message>
    <message>
        <source>There is no favourite %1.</source>
        <translation>لا يوجد في المفضلة %1.</translation>
    </message>
    <message>
        <source>A favourite needs a name that can be read.</source>
        <translation>يحتاج المفضّل إلى اسم مقروء.</translation>
    </message>
    <message>
        <source>This is too long to be a number or an address.</source>
        <translation>هذا أطول من أن يكون رقمًا أو عنوانًا.</translation>
    </message>
    <message>
        <source>%1 is a favourite already.</source>
        <translation>%1 في المفضلة بالفعل.</translation>
    </message>
    <message>
        <source>There are %1 favourites already: remove one first.</source>
        <translation>بلغ عدد المفضّلين %1: أزل واحدًا أولًا.</translation>
    </message>
    <message>
        <source>favourite move needs an ID and a place from 1.</source>
        <translation>يحتاج favourite move إلى معرّف وإلى موضع يبدأ من 1.</translation>
    </message>
    <message>
        <source>pickup-code is the telephone system&apos;s code for picking up a call, such as **, or empty.</source>
        <translation>قيمة pickup-code رمز التقاط المكالمات في المقسم، مثل ‎**، أو فارغة.</translation>
    </message>
    <message>
        <source>Nobody is calling %1 now.</source>
        <translation>لا أحد يتصل بـ %1 الآن.</translation>
    </message>
    <message>
        <source>The call for %1 is not there any more: somebody else took it, or the caller hung up.</source>
        <translation>لم تعد المكالمة الواردة إلى %1 قائمة: ردّ عليها شخص آخر، أو أنهاها المتصل.</translation>
    </message>
    <message>
        <source>The call for %1 cannot be picked up: the caller&apos;s telephone does not allow it.</source>
        <translation>لا يمكن التقاط المكالمة الواردة إلى %1: هاتف المتصل لا يسمح بذلك.</translation>
    </message>
    <message>
        <source>The call for %1 cannot be picked up: the telephone system does not tell enough about it, and the account has no pick-up code.</source>
        <translation>لا يمكن التقاط المكالمة الواردة إلى %1: لا يخبر المقسم عنها بما يكفي، وليس للحساب رمز التقاط.</translation>
    </message>
    <message>
        <source>It is your own call that rings at %1.</source>
        <translation>مكالمتك أنت هي التي ترنّ لدى %1.</translation>
    </message>
</context>
<context>
    <name>carillon::AboutPage</name>
    <message>
        <source>About</source>
        <translation>حول البرنامج</translation>
    </message>
    <message>
        <source>The bell of Carillon</source>
        <translation>جرس Carillon</translation>
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
        <translation>هاتف SIP لسطح المكتب. لا يتحدث إلا إلى الخوادم التي تحددها: لا حساب لدينا ولا جمع بيانات.</translation>
    </message>
    <message>
        <source>Free software under the MIT licence.</source>
        <translation>برنامج حر برخصة MIT.</translation>
    </message>
    <message>
        <source>Made with Qt %1.</source>
        <translation>صُنع بـ Qt %1.</translation>
    </message>
</context>
<context>
    <name>carillon::AccountCard</name>
    <message>
        <source>&amp;Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>Change this account</source>
        <translation>تغيير هذا الحساب</translation>
    </message>
    <message>
        <source>Remove this account</source>
        <translation>إزالة هذا الحساب</translation>
    </message>
    <message>
        <source>Remove this account and its password?</source>
        <translation>هل تريد إزالة هذا الحساب وكلمة مروره؟</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>إبقاء</translation>
    </message>
    <message>
        <source>Change the account %1</source>
        <translation>تغيير الحساب %1</translation>
    </message>
    <message>
        <source>Remove the account %1</source>
        <translation>إزالة الحساب %1</translation>
    </message>
    <message>
        <source>Sign &amp;out</source>
        <translation>تسجيل الخروج</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Sign &amp;in</source>
        <translation>تسجيل الدخول</translation>
    </message>
    <message>
        <source>Sign out: %1</source>
        <translation>تسجيل الخروج: %1</translation>
    </message>
    <message>
        <source>Try again to sign in: %1</source>
        <translation>إعادة محاولة تسجيل الدخول: %1</translation>
    </message>
    <message>
        <source>Sign in: %1</source>
        <translation>تسجيل الدخول: %1</translation>
    </message>
    <message>
        <source>What happened to %1, in detail</source>
        <translation>ما حدث لـ %1 بالتفصيل</translation>
    </message>
    <message>
        <source>Remove %1 and its password</source>
        <translation>إزالة %1 وكلمة مروره</translation>
    </message>
    <message>
        <source>Keep %1</source>
        <translation>إبقاء %1</translation>
    </message>
</context>
<context>
    <name>carillon::AccountDesk</name>
    <message>
        <source>Try it: call echo, music or friend. Calls to busy and noanswer show what happens when nobody talks to you.</source>
        <translation>جرّب: اتصل بـ echo أو music أو friend. أما busy و noanswer فيريانك ما يحدث حين لا يكلّمك أحد.</translation>
    </message>
</context>
<context>
    <name>carillon::AccountForm</name>
    <message>
        <source>Account</source>
        <translation>الحساب</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>&amp;Add this account</source>
        <translation>إضافة هذا الحساب</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>بلا تغيير</translation>
    </message>
</context>
<context>
    <name>carillon::AccountInputs</name>
    <message>
        <source>Please type the address you were given, such as 1001@example.org.</source>
        <translation>اكتب العنوان الذي أُعطي لك، مثل anna@example.org.</translation>
    </message>
    <message>
        <source>An address has a name, an @ and a server, such as 1001@example.org.</source>
        <translation>يتكوّن العنوان من اسم و@ وخادم، مثل anna@example.org.</translation>
    </message>
    <message>
        <source>There is a space in the address.</source>
        <translation>في العنوان مسافة.</translation>
    </message>
    <message>
        <source>A&amp;ddress</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Your address, such as 1001@example.org</source>
        <translation>عنوانك، مثل anna@example.org</translation>
    </message>
    <message>
        <source>1001@example.org</source>
        <translation>1001@example.org</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>كلمة المرور</translation>
    </message>
    <message>
        <source>The password of the address</source>
        <translation>كلمة مرور العنوان</translation>
    </message>
    <message>
        <source>Ad&amp;vanced</source>
        <translation>متقدّم</translation>
    </message>
    <message>
        <source>Show or hide server, transport, encryption and more</source>
        <translation>إظهار الخادم والنقل والتشفير وغيرها أو إخفاؤها</translation>
    </message>
    <message>
        <source>Your &amp;name</source>
        <translation>اسمك</translation>
    </message>
    <message>
        <source>The name that others see when you call</source>
        <translation>الاسم الذي يراه الآخرون حين تتصل</translation>
    </message>
    <message>
        <source>Sign-in &amp;user</source>
        <translation>مستخدم تسجيل الدخول</translation>
    </message>
    <message>
        <source>The user to sign in with, if it is not that of the address</source>
        <translation>المستخدم لتسجيل الدخول، إن لم يكن الذي في العنوان</translation>
    </message>
    <message>
        <source>as in the address</source>
        <translation>كما في العنوان</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>الخادم</translation>
    </message>
    <message>
        <source>The server, if it is not that of the address</source>
        <translation>الخادم، إن لم يكن الذي في العنوان</translation>
    </message>
    <message>
        <source>&amp;Transport</source>
        <translation>النقل</translation>
    </message>
    <message>
        <source>How the server is reached</source>
        <translation>كيف يُوصل إلى الخادم</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>تلقائي</translation>
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
        <translation>WebSocket آمن</translation>
    </message>
    <message>
        <source>&amp;Outbound proxy</source>
        <translation>الوكيل الصادر</translation>
    </message>
    <message>
        <source>A proxy that everything goes through</source>
        <translation>وكيل يمر عبره كل شيء</translation>
    </message>
    <message>
        <source>none</source>
        <translation>بلا</translation>
    </message>
    <message>
        <source>&amp;Encryption of the sound</source>
        <translation>تشفير الصوت</translation>
    </message>
    <message>
        <source>How the sound of calls is encrypted</source>
        <translation>كيف يُشفَّر صوت المكالمات</translation>
    </message>
    <message>
        <source>None</source>
        <translation>بلا</translation>
    </message>
    <message>
        <source>Where the other side can</source>
        <translation>إن استطاع الطرف الآخر</translation>
    </message>
    <message>
        <source>Always, keys by SDES</source>
        <translation>دائمًا، والمفاتيح عبر SDES</translation>
    </message>
    <message>
        <source>Certificate &amp;authority</source>
        <translation>جهة إصدار الشهادات</translation>
    </message>
    <message>
        <source>A file with the certificates to trust, besides those of the system</source>
        <translation>ملف بالشهادات الموثوقة، إضافة إلى شهادات النظام</translation>
    </message>
    <message>
        <source>those of the system</source>
        <translation>شهادات النظام</translation>
    </message>
    <message>
        <source>Choose a &amp;file…</source>
        <translation>اختيار ملف…</translation>
    </message>
    <message>
        <source>S&amp;ign in, so that calls find me</source>
        <translation>تسجيل الدخول لتصلني المكالمات</translation>
    </message>
    <message>
        <source>Certificate authority</source>
        <translation>جهة إصدار الشهادات</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer)</source>
        <translation>الشهادات ‎(*.pem *.crt *.cer)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>كل الملفات (*)</translation>
    </message>
    <message>
        <source>&amp;Ways for the sound (ICE)</source>
        <translation>مسارات الصوت (ICE)</translation>
    </message>
    <message>
        <source>Whether several ways for the sound are tried, and the best one taken</source>
        <translation>هل تُجرَّب عدة مسارات للصوت ويُختار أفضلها</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>دائمًا</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>أبدًا</translation>
    </message>
    <message>
        <source>&amp;Helper server (STUN)</source>
        <translation>الخادم المساعد (STUN)</translation>
    </message>
    <message>
        <source>A STUN server, which says how this computer is seen from outside</source>
        <translation>خادم STUN يخبر كيف يُرى هذا الحاسوب من الخارج</translation>
    </message>
    <message>
        <source>&amp;Relay server (TURN)</source>
        <translation>خادم الترحيل (TURN)</translation>
    </message>
    <message>
        <source>A TURN server, which passes the sound on where there is no other way</source>
        <translation>خادم TURN ينقل الصوت حين لا يوجد مسار آخر</translation>
    </message>
    <message>
        <source>Password of the re&amp;lay</source>
        <translation>كلمة مرور خادم الترحيل</translation>
    </message>
    <message>
        <source>The password of the relay server, if it is not that of the address</source>
        <translation>كلمة مرور خادم الترحيل، إن لم تكن كلمة مرور العنوان</translation>
    </message>
    <message>
        <source>Always, keys by DTLS</source>
        <translation>دائمًا، والمفاتيح عبر DTLS</translation>
    </message>
    <message>
        <source>that of the address</source>
        <translation>كلمة مرور العنوان</translation>
    </message>
    <message>
        <source>Pic&amp;k-up code</source>
        <translation>رمز الالتقاط</translation>
    </message>
    <message>
        <source>The code for taking a call that rings at a favourite, where the server needs one, such as **</source>
        <translation>رمز التقاط مكالمة ترنّ عند مفضّل، حين يحتاج الخادم إليه، مثل ‎**</translation>
    </message>
</context>
<context>
    <name>carillon::AccountsPage</name>
    <message>
        <source>Accounts</source>
        <translation>الحسابات</translation>
    </message>
    <message>
        <source>There is no account yet.</source>
        <translation>لا يوجد حساب بعد.</translation>
    </message>
    <message>
        <source>&amp;Add an account</source>
        <translation>إضافة حساب</translation>
    </message>
</context>
<context>
    <name>carillon::AlertDesk</name>
    <message numerus="yes">
        <source>and %n more are calling</source>
        <translation>
            <numerusform>و%n مكالمة واردة أخرى</numerusform>
            <numerusform>ومكالمة واردة أخرى</numerusform>
            <numerusform>ومكالمتان واردتان أخريان</numerusform>
            <numerusform>و%n مكالمات واردة أخرى</numerusform>
            <numerusform>و%n مكالمة واردة أخرى</numerusform>
            <numerusform>و%n مكالمة واردة أخرى</numerusform>
        </translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>رفض</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>إظهار</translation>
    </message>
    <message>
        <source>Missed call</source>
        <translation>مكالمة فائتة</translation>
    </message>
    <message>
        <source>In call with %1</source>
        <translation>في مكالمة مع %1</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>قيد الانتظار</translation>
    </message>
    <message>
        <source>Your microphone is muted</source>
        <translation>الميكروفون مكتوم</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>جارٍ التسجيل</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>إنهاء</translation>
    </message>
</context>
<context>
    <name>carillon::Application</name>
    <message>
        <source>There is no room for the sound files of the test call.</source>
        <translation>لا مكان لملفات الصوت الخاصة بمكالمة الاختبار.</translation>
    </message>
    <message>
        <source>There is no display: start Carillon with --headless.</source>
        <translation>لا توجد شاشة: شغّل Carillon ‎--headless.</translation>
    </message>
    <message>
        <source>autostart is on or off.</source>
        <translation>قيمة autostart هي on أو off.</translation>
    </message>
</context>
<context>
    <name>carillon::AudioSession</name>
    <message>
        <source>The sound of the call could not be set up.</source>
        <translation>تعذّر إعداد صوت المكالمة.</translation>
    </message>
    <message>
        <source>The sound of the call could not be started.</source>
        <translation>تعذّر بدء صوت المكالمة.</translation>
    </message>
    <message>
        <source>The other side offers no sound.</source>
        <translation>الطرف الآخر لا يعرض صوتًا.</translation>
    </message>
    <message>
        <source>The other side does not say where to send the sound.</source>
        <translation>لا يقول الطرف الآخر إلى أين يُرسل الصوت.</translation>
    </message>
    <message>
        <source>The other side wants to send the sound in a way that this phone does not know.</source>
        <translation>يريد الطرف الآخر إرسال الصوت بطريقة لا يعرفها هذا الهاتف.</translation>
    </message>
    <message>
        <source>The other side and this phone have no codec in common.</source>
        <translation>لا ترميز مشتركًا بين الطرف الآخر وهذا الهاتف.</translation>
    </message>
    <message>
        <source>The other side does not encrypt the sound, and this account demands it.</source>
        <translation>الطرف الآخر لا يشفّر الصوت، وهذا الحساب يشترط ذلك.</translation>
    </message>
    <message>
        <source>The other side demands encrypted sound, which this account does not allow.</source>
        <translation>يشترط الطرف الآخر صوتًا مشفّرًا، وهذا الحساب لا يسمح به.</translation>
    </message>
    <message>
        <source>The other side wants to go on without encryption; that was refused.</source>
        <translation>يريد الطرف الآخر المتابعة من دون تشفير؛ رُفض ذلك.</translation>
    </message>
    <message>
        <source>The other side changed the call in a way that is not allowed.</source>
        <translation>غيّر الطرف الآخر المكالمة بطريقة غير مسموح بها.</translation>
    </message>
    <message>
        <source>The other side sent a description that nobody asked for.</source>
        <translation>أرسل الطرف الآخر وصفًا لم يطلبه أحد.</translation>
    </message>
    <message>
        <source>The call is over.</source>
        <translation>انتهت المكالمة.</translation>
    </message>
    <message>
        <source>There is no network on which the other side could be reached.</source>
        <translation>لا توجد شبكة يمكن منها الوصول إلى الطرف الآخر.</translation>
    </message>
    <message>
        <source>The other side describes the call in an unknown way.</source>
        <translation>يصف الطرف الآخر المكالمة بطريقة غير معروفة.</translation>
    </message>
    <message>
        <source>The other side&apos;s description of the call cannot be read.</source>
        <translation>تعذّرت قراءة وصف الطرف الآخر للمكالمة.</translation>
    </message>
    <message>
        <source>The address to which the other side wants the sound sent cannot be reached.</source>
        <translation>لا يمكن الوصول إلى العنوان الذي يريد الطرف الآخر إرسال الصوت إليه.</translation>
    </message>
    <message>
        <source>The way for the sound is interrupted; another one is looked for.</source>
        <translation>انقطع مسار الصوت؛ جارٍ البحث عن مسار آخر.</translation>
    </message>
    <message>
        <source>No way for the sound to the other side was found; a firewall may be between the two.</source>
        <translation>لم يُعثر على مسار للصوت إلى الطرف الآخر؛ ربما كان بينهما جدار حماية.</translation>
    </message>
    <message>
        <source>No way for the sound to the other side was found, however often it was looked for. Another network may help, or another call.</source>
        <translation>لم يُعثر على مسار للصوت إلى الطرف الآخر رغم تكرار البحث. قد تنفع شبكة أخرى أو مكالمة جديدة.</translation>
    </message>
    <message>
        <source>The relay for the sound cannot be reached.</source>
        <translation>لا يمكن الوصول إلى خادم ترحيل الصوت.</translation>
    </message>
</context>
<context>
    <name>carillon::Autostart</name>
    <message>
        <source>%1 cannot be written, so the session does not start Carillon.</source>
        <translation>لا يمكن كتابة %1، لذلك لا يبدأ Carillon مع الجلسة.</translation>
    </message>
    <message>
        <source>Carillon runs in a sandbox, and there is nobody to ask outside.</source>
        <translation>يعمل Carillon في بيئة معزولة، ولا يوجد خارجها من يُسأل.</translation>
    </message>
    <message>
        <source>Carillon can take calls as soon as you log in.</source>
        <translation>يستطيع Carillon استقبال المكالمات فور دخولك إلى الجلسة.</translation>
    </message>
    <message>
        <source>The path of the program holds characters that no session can start.</source>
        <translation>في مسار البرنامج محارف لا تستطيع أي جلسة تشغيلها.</translation>
    </message>
    <message>
        <source>%1 cannot be removed, so the session goes on starting Carillon.</source>
        <translation>لا يمكن إزالة %1، لذلك يبقى Carillon يبدأ مع الجلسة.</translation>
    </message>
</context>
<context>
    <name>carillon::BusService</name>
    <message>
        <source>Carillon is about to end.</source>
        <translation>يوشك Carillon على الخروج.</translation>
    </message>
    <message>
        <source>Too many programs talk to Carillon at the same time: try again.</source>
        <translation>برامج كثيرة تخاطب Carillon في الوقت نفسه: أعد المحاولة.</translation>
    </message>
    <message>
        <source>There is no such action.</source>
        <translation>لا يوجد إجراء كهذا.</translation>
    </message>
    <message>
        <source>There is no such property.</source>
        <translation>لا توجد خاصية كهذه.</translation>
    </message>
    <message>
        <source>That is too long to be called.</source>
        <translation>هذا أطول من أن يُتصل به.</translation>
    </message>
</context>
<context>
    <name>carillon::CallDesk</name>
    <message>
        <source>Somebody is being asked: connect, merge or go back first.</source>
        <translation>هناك من يُسأل الآن: اربط أو ادمج أو عد أولًا.</translation>
    </message>
</context>
<context>
    <name>carillon::CallHeader</name>
    <message>
        <source>How loud your microphone is</source>
        <translation>مستوى صوت الميكروفون</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>Details of what happened</source>
        <translation>تفاصيل ما حدث</translation>
    </message>
    <message>
        <source>How loud the other side is</source>
        <translation>مستوى صوت الطرف الآخر</translation>
    </message>
</context>
<context>
    <name>carillon::CallLine</name>
    <message>
        <source>Show this call</source>
        <translation>إظهار هذه المكالمة</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>ردّ</translation>
    </message>
    <message>
        <source>Answer: %1</source>
        <translation>ردّ: %1</translation>
    </message>
    <message>
        <source>Show the call: %1</source>
        <translation>إظهار المكالمة: %1</translation>
    </message>
    <message>
        <source>Decline: %1</source>
        <translation>رفض: %1</translation>
    </message>
    <message>
        <source>Hang up: %1</source>
        <translation>إنهاء: %1</translation>
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
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Answer: %1 (holds %2)</source>
        <translation>ردّ: %1 (مع وضع %2 قيد الانتظار)</translation>
    </message>
</context>
<context>
    <name>carillon::CallStrip</name>
    <message>
        <source>Strip: %1</source>
        <comment>title of a window</comment>
        <translation>الشريط: %1</translation>
    </message>
    <message>
        <source>%1. A double click shows the window.</source>
        <translation>%1. النقر المزدوج يُظهر النافذة.</translation>
    </message>
</context>
<context>
    <name>carillon::CallWindow</name>
    <message>
        <source>Mute your microphone</source>
        <translation>كتم الميكروفون</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>انتظار</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>الأرقام</translation>
    </message>
    <message>
        <source>Press Esc again to hang up</source>
        <translation>اضغط Esc من جديد لإنهاء المكالمة</translation>
    </message>
    <message>
        <source>Tones sent: %1</source>
        <translation>النغمات المرسلة: %1</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>ربط</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>لا</translation>
    </message>
    <message>
        <source>S&amp;end</source>
        <translation>إرسال</translation>
    </message>
    <message>
        <source>&amp;Drop</source>
        <translation>تجاهل</translation>
    </message>
    <message>
        <source>&amp;Test the sound…</source>
        <translation>اختبار الصوت…</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>تسجيل</translation>
    </message>
</context>
<context>
    <name>carillon::CallsBar</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>و%n مكالمة أخرى</numerusform>
            <numerusform>ومكالمة أخرى</numerusform>
            <numerusform>ومكالمتان أخريان</numerusform>
            <numerusform>و%n مكالمات أخرى</numerusform>
            <numerusform>و%n مكالمة أخرى</numerusform>
            <numerusform>و%n مكالمة أخرى</numerusform>
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
        <translation>لا يوجد متغيّر بيئة %1.</translation>
    </message>
    <message>
        <source>The password cannot be read.</source>
        <translation>تعذّرت قراءة كلمة المرور.</translation>
    </message>
    <message>
        <source>The answer could not be written.</source>
        <translation>تعذّرت كتابة الجواب.</translation>
    </message>
    <message>
        <source>Carillon ended.</source>
        <translation>انتهى Carillon.</translation>
    </message>
    <message>
        <source>Carillon ended without an answer.</source>
        <translation>انتهى Carillon من دون جواب.</translation>
    </message>
    <message>
        <source>No Carillon runs with the profile %1.</source>
        <translation>لا يعمل Carillon بملف التعريف %1.</translation>
    </message>
</context>
<context>
    <name>carillon::ControlServer</name>
    <message>
        <source>Too many programs talk to Carillon at the same time: try again.</source>
        <translation>برامج كثيرة تخاطب Carillon في الوقت نفسه: أعد المحاولة.</translation>
    </message>
    <message>
        <source>This is no request that Carillon understands.</source>
        <translation>هذا ليس طلبًا يفهمه Carillon.</translation>
    </message>
    <message>
        <source>Carillon runs already with the profile %1.</source>
        <translation>يعمل Carillon بالفعل بملف التعريف %1.</translation>
    </message>
    <message>
        <source>The control socket cannot be opened: carillon ctl will not reach this phone.</source>
        <translation>تعذّر فتح مقبس التحكم: لن يصل carillon ctl إلى هذا الهاتف.</translation>
    </message>
    <message>
        <source>Carillon is about to end.</source>
        <translation>يوشك Carillon على الخروج.</translation>
    </message>
</context>
<context>
    <name>carillon::Device</name>
    <message>
        <source>A tone can only be a microphone.</source>
        <translation>لا تصلح النغمة إلا ميكروفونًا.</translation>
    </message>
    <message>
        <source>“tone:%1” needs a frequency from 20 to 20000 Hz.</source>
        <translation>يحتاج «tone:%1» إلى تردد من 20 إلى 20000 هرتز.</translation>
    </message>
    <message>
        <source>The sound file “%1” does not exist.</source>
        <translation>ملف الصوت «%1» غير موجود.</translation>
    </message>
    <message>
        <source>The sound file “%1” cannot be read.</source>
        <translation>تعذّرت قراءة ملف الصوت «%1».</translation>
    </message>
    <message>
        <source>The folder of “%1” does not exist.</source>
        <translation>مجلد «%1» غير موجود.</translation>
    </message>
    <message>
        <source>The file “%1” cannot be written.</source>
        <translation>تعذّرت كتابة الملف «%1».</translation>
    </message>
    <message>
        <source>“%1” is no sound device: it is default, null, %2file:PATH or id:DEVICE.</source>
        <translation>«%1» ليس جهاز صوت: الممكن هو default أو null أو %2file:PATH أو id:DEVICE.</translation>
    </message>
    <message>
        <source>“%1” is not a sound file that can be read.</source>
        <translation>«%1» ليس ملف صوت يمكن قراءته.</translation>
    </message>
    <message>
        <source>“%1” can no longer be read.</source>
        <translation>لم تعد قراءة «%1» ممكنة.</translation>
    </message>
    <message>
        <source>“%1” cannot be written further: the disk is full.</source>
        <translation>لا يمكن متابعة كتابة «%1»: القرص ممتلئ.</translation>
    </message>
    <message>
        <source>The microphone “%1” cannot be opened; perhaps another program uses it.</source>
        <translation>تعذّر فتح الميكروفون «%1»؛ ربما يستخدمه برنامج آخر.</translation>
    </message>
    <message>
        <source>The microphone “%1” went away; the call goes on without it.</source>
        <translation>اختفى الميكروفون «%1»؛ تستمر المكالمة من دونه.</translation>
    </message>
    <message>
        <source>The loudspeaker “%1” cannot be opened; perhaps another program uses it.</source>
        <translation>تعذّر فتح مكبّر الصوت «%1»؛ ربما يستخدمه برنامج آخر.</translation>
    </message>
    <message>
        <source>The loudspeaker “%1” went away; the call goes on without it.</source>
        <translation>اختفى مكبّر الصوت «%1»؛ تستمر المكالمة من دونه.</translation>
    </message>
    <message>
        <source>This computer has no microphone.</source>
        <translation>ليس لهذا الحاسوب ميكروفون.</translation>
    </message>
    <message>
        <source>This computer has no loudspeaker.</source>
        <translation>ليس لهذا الحاسوب مكبّر صوت.</translation>
    </message>
    <message>
        <source>The microphone “%1” is not connected.</source>
        <translation>الميكروفون «%1» غير موصول.</translation>
    </message>
    <message>
        <source>The loudspeaker “%1” is not connected.</source>
        <translation>مكبّر الصوت «%1» غير موصول.</translation>
    </message>
    <message>
        <source>The microphone “%1” went away; “%2” is used instead.</source>
        <translation>اختفى الميكروفون «%1»؛ يُستخدم «%2» بدلًا منه.</translation>
    </message>
    <message>
        <source>The loudspeaker “%1” went away; “%2” is used instead.</source>
        <translation>اختفى مكبّر الصوت «%1»؛ يُستخدم «%2» بدلًا منه.</translation>
    </message>
    <message>
        <source>The microphone “%1” is used now.</source>
        <translation>يُستخدم الآن الميكروفون «%1».</translation>
    </message>
    <message>
        <source>The loudspeaker “%1” is used now.</source>
        <translation>يُستخدم الآن مكبّر الصوت «%1».</translation>
    </message>
    <message>
        <source>“%1” is too large for a ring.</source>
        <translation>«%1» أكبر من أن يكون نغمة رنين.</translation>
    </message>
</context>
<context>
    <name>carillon::DialKey</name>
    <message>
        <source>star</source>
        <translation>نجمة</translation>
    </message>
    <message>
        <source>pound</source>
        <translation>مربّع</translation>
    </message>
    <message>
        <source>Press %1</source>
        <translation>اضغط %1</translation>
    </message>
</context>
<context>
    <name>carillon::DialPad</name>
    <message>
        <source>Dial pad</source>
        <translation>لوحة الأرقام</translation>
    </message>
</context>
<context>
    <name>carillon::DialPreview</name>
    <message>
        <source>Try a number</source>
        <translation>تجربة رقم</translation>
    </message>
    <message>
        <source>A number to try the rules with</source>
        <translation>رقم لتجربة القواعد به</translation>
    </message>
</context>
<context>
    <name>carillon::DialerPanel</name>
    <message>
        <source>Show or hide the dial pad</source>
        <translation>إظهار لوحة الأرقام أو إخفاؤها</translation>
    </message>
    <message>
        <source>Call the name or number typed</source>
        <translation>الاتصال بالاسم أو الرقم المكتوب</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>اقتراحات</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation>اسم أو رقم</translation>
    </message>
    <message>
        <source>Name or number to call</source>
        <translation>الاسم أو الرقم المطلوب الاتصال به</translation>
    </message>
    <message>
        <source>From a link. Press Enter to call it.</source>
        <translation>من رابط. اضغط Enter للاتصال به.</translation>
    </message>
</context>
<context>
    <name>carillon::ElapsedTime</name>
    <message>
        <source>The call lasts %1</source>
        <translation>مدة المكالمة %1</translation>
    </message>
</context>
<context>
    <name>carillon::Exchange</name>
    <message>
        <source>The built-in exchange cannot be started: %1</source>
        <translation>تعذّر بدء المقسم المدمج: %1</translation>
    </message>
</context>
<context>
    <name>carillon::FactButton</name>
    <message>
        <source>%1. Explain.</source>
        <translation>%1. شرح.</translation>
    </message>
</context>
<context>
    <name>carillon::FavouriteBar</name>
    <message>
        <source>More favourites</source>
        <translation>المزيد من المفضلة</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>المفضلة</translation>
    </message>
    <message>
        <source>&amp;Call</source>
        <translation>اتصال</translation>
    </message>
    <message>
        <source>Move &amp;forward</source>
        <translation>نقل إلى الأمام</translation>
    </message>
    <message>
        <source>Move &amp;back</source>
        <translation>نقل إلى الخلف</translation>
    </message>
    <message>
        <source>&amp;Remove from the favourites</source>
        <translation>إزالة من المفضلة</translation>
    </message>
    <message>
        <source>Pick &amp;up</source>
        <translation>التقاط</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>تغيير الاسم</translation>
    </message>
</context>
<context>
    <name>carillon::FavouriteButton</name>
    <message>
        <source>New name for %1</source>
        <translation>اسم جديد لـ %1</translation>
    </message>
</context>
<context>
    <name>carillon::FirstStartPage</name>
    <message>
        <source>Welcome to Carillon</source>
        <translation>مرحبًا بك في Carillon</translation>
    </message>
    <message>
        <source>Add my account</source>
        <translation>إضافة حسابي</translation>
    </message>
    <message>
        <source>What your provider or your company gave you.</source>
        <translation>ما أعطاك إياه مزوّد الخدمة أو شركتك.</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>&amp;Start calling</source>
        <translation>بدء الاتصال</translation>
    </message>
    <message>
        <source>Try it now</source>
        <translation>جرّبه الآن</translation>
    </message>
    <message>
        <source>No account needed: hear yourself, hear music, and meet a friend whom you can hand over.</source>
        <translation>لا حاجة إلى حساب: اسمع صوتك، واسمع الموسيقى، وقابل صديقًا يمكنك تحويله.</translation>
    </message>
    <message>
        <source>&amp;Try it now</source>
        <translation>جرّبه الآن</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>لحظة…</translation>
    </message>
    <message>
        <source>Starting the try-out…</source>
        <translation>جارٍ بدء التجربة…</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Details of what happened</source>
        <translation>تفاصيل ما حدث</translation>
    </message>
</context>
<context>
    <name>carillon::GlobalShortcuts</name>
    <message>
        <source>The desktop did not allow the key combinations.</source>
        <translation>لم يسمح سطح المكتب باختصارات المفاتيح.</translation>
    </message>
    <message>
        <source>This desktop has no key combinations for the whole desktop.</source>
        <translation>ليست في سطح المكتب هذا اختصارات مفاتيح عامة.</translation>
    </message>
    <message>
        <source>The key combination for &quot;%1&quot; belongs to another program already.</source>
        <translation>اختصار المفاتيح لـ «%1» يخص برنامجًا آخر بالفعل.</translation>
    </message>
</context>
<context>
    <name>carillon::HandoverDesk</name>
    <message>
        <source>Somebody is being asked about %1 already.</source>
        <translation>هناك من يُسأل عن %1 بالفعل.</translation>
    </message>
</context>
<context>
    <name>carillon::HistoryDesk</name>
    <message numerus="yes">
        <source>%n missed calls</source>
        <translation>
            <numerusform>%n مكالمة فائتة</numerusform>
            <numerusform>مكالمة فائتة واحدة</numerusform>
            <numerusform>مكالمتان فائتتان</numerusform>
            <numerusform>%n مكالمات فائتة</numerusform>
            <numerusform>%n مكالمة فائتة</numerusform>
            <numerusform>%n مكالمة فائتة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>carillon::HookCommand</name>
    <message>
        <source>The program for call events, %1, is too slow: some events were left out.</source>
        <translation>برنامج أحداث المكالمات، %1، بطيء جدًا: أُسقطت بعض الأحداث.</translation>
    </message>
    <message>
        <source>The program for call events, %1, cannot be started.</source>
        <translation>تعذّر تشغيل برنامج أحداث المكالمات، %1.</translation>
    </message>
    <message>
        <source>The program for call events, %1, did not end within %2 seconds and was stopped.</source>
        <translation>لم ينتهِ برنامج أحداث المكالمات، %1، خلال %2 من الثواني فأُوقف.</translation>
    </message>
    <message>
        <source>The program for call events, %1, failed.</source>
        <translation>فشل برنامج أحداث المكالمات، %1.</translation>
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
        <translation>ردّ</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>رفض</translation>
    </message>
    <message>
        <source>Silence: let it ring without disturbing you</source>
        <translation>إسكات: يستمر الرنين من دون إزعاجك</translation>
    </message>
    <message>
        <source>Send the caller to somebody else</source>
        <translation>تحويل المتصل إلى شخص آخر</translation>
    </message>
    <message>
        <source>Send the caller to…</source>
        <translation>تحويل المتصل إلى…</translation>
    </message>
    <message>
        <source>Name or number to send the caller to</source>
        <translation>اسم أو رقم لتحويل المتصل إليه</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>تحويل</translation>
    </message>
    <message>
        <source>Answer (holds %1)</source>
        <translation>ردّ (مع وضع %1 قيد الانتظار)</translation>
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
        <translation>رفض مكالمة %1</translation>
    </message>
    <message>
        <source>Enter sends to %1 (%2).</source>
        <translation>Enter يحوّل إلى %1 (%2).</translation>
    </message>
    <message numerus="yes">
        <source>and %n more are calling</source>
        <translation>
            <numerusform>و%n مكالمة واردة أخرى</numerusform>
            <numerusform>ومكالمة واردة أخرى</numerusform>
            <numerusform>ومكالمتان واردتان أخريان</numerusform>
            <numerusform>و%n مكالمات واردة أخرى</numerusform>
            <numerusform>و%n مكالمة واردة أخرى</numerusform>
            <numerusform>و%n مكالمة واردة أخرى</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>carillon::KeepAwake</name>
    <message>
        <source>In a call</source>
        <translation>في مكالمة</translation>
    </message>
</context>
<context>
    <name>carillon::KeyMapWindow</name>
    <message>
        <source>Keys</source>
        <translation>المفاتيح</translation>
    </message>
    <message>
        <source>In a call</source>
        <translation>في مكالمة</translation>
    </message>
    <message>
        <source>In the main window</source>
        <translation>في النافذة الرئيسية</translation>
    </message>
    <message>
        <source>Keys and what they do</source>
        <translation>المفاتيح ووظائفها</translation>
    </message>
</context>
<context>
    <name>carillon::MainUi</name>
    <message>
        <source>A link waits in the field to be called.</source>
        <translation>هناك رابط في الحقل ينتظر الاتصال به.</translation>
    </message>
    <message>
        <source>Quitting hangs up: %1.</source>
        <translation>الخروج ينهي المكالمة: %1.</translation>
    </message>
    <message numerus="yes">
        <source>Quitting hangs up %n calls.</source>
        <translation>
            <numerusform>الخروج ينهي %n مكالمة.</numerusform>
            <numerusform>الخروج ينهي مكالمة واحدة.</numerusform>
            <numerusform>الخروج ينهي مكالمتين.</numerusform>
            <numerusform>الخروج ينهي %n مكالمات.</numerusform>
            <numerusform>الخروج ينهي %n مكالمة.</numerusform>
            <numerusform>الخروج ينهي %n مكالمة.</numerusform>
        </translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>خروج</translation>
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
        <translation>فتح القائمة</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>عدم الإزعاج</translation>
    </message>
    <message>
        <source>&amp;Accounts</source>
        <translation>الحسابات</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>A&amp;ppearance</source>
        <translation>المظهر</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>حسب النظام</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>A&amp;bout Carillon</source>
        <translation>حول Carillon</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>خروج</translation>
    </message>
    <message>
        <source>Let callers disturb you again</source>
        <translation>السماح للمتصلين بإزعاجك من جديد</translation>
    </message>
    <message>
        <source>Do not disturb: callers hear that you are busy</source>
        <translation>عدم الإزعاج: يسمع المتصلون أنك مشغول</translation>
    </message>
    <message>
        <source>S&amp;ound</source>
        <translation>الصوت</translation>
    </message>
    <message>
        <source>&amp;Test the sound</source>
        <translation>اختبار الصوت</translation>
    </message>
    <message>
        <source>S&amp;mall strip on top</source>
        <translation>الشريط الصغير في الأعلى</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>المفاتيح</translation>
    </message>
</context>
<context>
    <name>carillon::MediaTransport</name>
    <message>
        <source>No free port for the sound of the call was found.</source>
        <translation>لم يُعثر على منفذ متاح لصوت المكالمة.</translation>
    </message>
    <message>
        <source>The other side is not who it says it is: its certificate is not the announced one. Somebody may be listening, so the sound was stopped.</source>
        <translation>الطرف الآخر ليس من يدّعي أنه هو: شهادته ليست الشهادة المعلنة. ربما يتنصّت أحد، لذلك أُوقف الصوت.</translation>
    </message>
    <message>
        <source>The other side and this phone know no encryption in common.</source>
        <translation>لا تشفير مشتركًا بين الطرف الآخر وهذا الهاتف.</translation>
    </message>
    <message>
        <source>The other side did not answer when the encryption was to be set up.</source>
        <translation>لم يجب الطرف الآخر عند إعداد التشفير.</translation>
    </message>
    <message>
        <source>The encryption of the sound could not be set up with the other side.</source>
        <translation>تعذّر إعداد تشفير الصوت مع الطرف الآخر.</translation>
    </message>
    <message>
        <source>The other side does not know the way that was offered for the sound, and no simpler one could be opened.</source>
        <translation>لا يعرف الطرف الآخر المسار المعروض للصوت، وتعذّر فتح مسار أبسط.</translation>
    </message>
</context>
<context>
    <name>carillon::NoticeBar</name>
    <message>
        <source>Put this notice away</source>
        <translation>إغلاق هذا التنبيه</translation>
    </message>
</context>
<context>
    <name>carillon::OrderedList</name>
    <message>
        <source>Move up</source>
        <translation>نقل إلى أعلى</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>نقل إلى أسفل</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1، %2</translation>
    </message>
    <message>
        <source>Move the chosen one up</source>
        <translation>نقل المختار إلى أعلى</translation>
    </message>
    <message>
        <source>Move %1 up</source>
        <translation>نقل %1 إلى أعلى</translation>
    </message>
    <message>
        <source>Alt+Up</source>
        <comment>key</comment>
        <translation>Alt+Up</translation>
    </message>
    <message>
        <source>Move the chosen one down</source>
        <translation>نقل المختار إلى أسفل</translation>
    </message>
    <message>
        <source>Move %1 down</source>
        <translation>نقل %1 إلى أسفل</translation>
    </message>
    <message>
        <source>Alt+Down</source>
        <comment>key</comment>
        <translation>Alt+Down</translation>
    </message>
</context>
<context>
    <name>carillon::Page</name>
    <message>
        <source>Go back</source>
        <translation>رجوع</translation>
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
        <translation>المكالمة</translation>
    </message>
    <message>
        <source>&amp;Call back</source>
        <translation>معاودة الاتصال</translation>
    </message>
    <message>
        <source>Call %1 back</source>
        <translation>معاودة الاتصال بـ %1</translation>
    </message>
    <message>
        <source>&amp;Favourite</source>
        <translation>مفضلة</translation>
    </message>
    <message>
        <source>&amp;Add to the favourites</source>
        <translation>إضافة إلى المفضلة</translation>
    </message>
    <message>
        <source>Remove %1 from the favourites</source>
        <translation>إزالة %1 من المفضلة</translation>
    </message>
    <message>
        <source>Add %1 to the favourites</source>
        <translation>إضافة %1 إلى المفضلة</translation>
    </message>
</context>
<context>
    <name>carillon::PathField</name>
    <message>
        <source>Choose: %1</source>
        <translation>اختيار: %1</translation>
    </message>
    <message>
        <source>Sound files (*.wav *.ogg *.oga *.opus *.flac *.mp3 *.aiff)</source>
        <translation>ملفات الصوت ‎(*.wav *.ogg *.oga *.opus *.flac *.mp3 *.aiff)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>كل الملفات (*)</translation>
    </message>
</context>
<context>
    <name>carillon::QuietMenu</name>
    <message>
        <source>&amp;Do not disturb</source>
        <translation>عدم الإزعاج</translation>
    </message>
    <message>
        <source>&amp;Let callers through again</source>
        <translation>السماح للمتصلين من جديد</translation>
    </message>
    <message>
        <source>For &amp;30 minutes</source>
        <translation>لمدة 30 دقيقة</translation>
    </message>
    <message>
        <source>For an &amp;hour</source>
        <translation>لمدة ساعة</translation>
    </message>
    <message>
        <source>Until I turn it &amp;off</source>
        <translation>حتى أوقفه</translation>
    </message>
    <message>
        <source>&amp;Do not disturb: on</source>
        <translation>عدم الإزعاج: مفعّل</translation>
    </message>
    <message>
        <source>&amp;Do not disturb until %1</source>
        <translation>عدم الإزعاج حتى %1</translation>
    </message>
</context>
<context>
    <name>carillon::RecentPanel</name>
    <message>
        <source>Recent calls</source>
        <translation>المكالمات الأخيرة</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>الأخيرة</translation>
    </message>
    <message>
        <source>&amp;Call back</source>
        <translation>معاودة الاتصال</translation>
    </message>
    <message>
        <source>&amp;Put into the field</source>
        <translation>وضع في الحقل</translation>
    </message>
    <message>
        <source>C&amp;opy the address</source>
        <translation>نسخ العنوان</translation>
    </message>
    <message numerus="yes">
        <source>%n missed</source>
        <translation>
            <numerusform>%n فائتة</numerusform>
            <numerusform>فائتة واحدة</numerusform>
            <numerusform>فائتتان</numerusform>
            <numerusform>%n فائتة</numerusform>
            <numerusform>%n فائتة</numerusform>
            <numerusform>%n فائتة</numerusform>
        </translation>
    </message>
    <message>
        <source>No calls yet. Your calls will be listed here.</source>
        <translation>لا مكالمات بعد. ستظهر مكالماتك هنا.</translation>
    </message>
    <message>
        <source>De&amp;tails</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>Details and recordings of the chosen call</source>
        <translation>تفاصيل المكالمة المختارة وتسجيلاتها</translation>
    </message>
    <message>
        <source>&amp;Details and recordings</source>
        <translation>التفاصيل والتسجيلات</translation>
    </message>
    <message>
        <source>&amp;Remove from the favourites</source>
        <translation>إزالة من المفضلة</translation>
    </message>
    <message>
        <source>&amp;Add to the favourites</source>
        <translation>إضافة إلى المفضلة</translation>
    </message>
</context>
<context>
    <name>carillon::Recording</name>
    <message>
        <source>The recording “%1” ended: the disk is full.</source>
        <translation>انتهى التسجيل «%1»: القرص ممتلئ.</translation>
    </message>
    <message>
        <source>The recording “%1” ended: it cannot be written any more.</source>
        <translation>انتهى التسجيل «%1»: لم تعد كتابته ممكنة.</translation>
    </message>
    <message>
        <source>The folder for recordings, “%1”, is not there.</source>
        <translation>مجلد التسجيلات «%1» غير موجود.</translation>
    </message>
    <message>
        <source>“%1” exists already.</source>
        <translation>«%1» موجود بالفعل.</translation>
    </message>
    <message>
        <source>The recording “%1” cannot be written.</source>
        <translation>تعذّرت كتابة التسجيل «%1».</translation>
    </message>
    <message>
        <source>The recording “%1” ended: somebody removed it.</source>
        <translation>انتهى التسجيل «%1»: أزاله أحد.</translation>
    </message>
</context>
<context>
    <name>carillon::RecordingCard</name>
    <message>
        <source>Play</source>
        <translation>تشغيل</translation>
    </message>
    <message>
        <source>%1 of the call with %2</source>
        <translation>%1 للمكالمة مع %2</translation>
    </message>
    <message>
        <source>Show in &amp;folder</source>
        <translation>إظهار في المجلد</translation>
    </message>
    <message>
        <source>Open the &amp;folder</source>
        <translation>فتح المجلد</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 من %2</translation>
    </message>
    <message>
        <source>Stop playing the call with %1</source>
        <translation>إيقاف الاستماع إلى المكالمة مع %1</translation>
    </message>
    <message>
        <source>Play: %1 of the call with %2</source>
        <translation>تشغيل: %1 للمكالمة مع %2</translation>
    </message>
    <message>
        <source>Show in its folder: %1</source>
        <translation>إظهار في المجلد: %1</translation>
    </message>
    <message>
        <source>Open its folder: %1</source>
        <translation>فتح المجلد: %1</translation>
    </message>
</context>
<context>
    <name>carillon::SelfTestPage</name>
    <message>
        <source>Test the sound</source>
        <translation>اختبار الصوت</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>إيقاف</translation>
    </message>
</context>
<context>
    <name>carillon::SettingForm</name>
    <message>
        <source>No key: %1</source>
        <translation>بلا مفتاح: %1</translation>
    </message>
</context>
<context>
    <name>carillon::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Show all settings again</source>
        <translation>إظهار كل الإعدادات من جديد</translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation>البحث في الإعدادات</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>الحسابات</translation>
    </message>
    <message>
        <source>Add and change accounts…</source>
        <translation>إضافة الحسابات وتغييرها…</translation>
    </message>
    <message>
        <source>Call with</source>
        <translation>الاتصال عبر</translation>
    </message>
    <message>
        <source>default account outgoing</source>
        <translation>الحساب الافتراضي الصادر</translation>
    </message>
    <message>
        <source>The first account that is ready</source>
        <translation>أول حساب جاهز</translation>
    </message>
    <message>
        <source>Ring with</source>
        <translation>نغمة الرنين</translation>
    </message>
    <message>
        <source>ringtone melody sound file</source>
        <translation>رنين لحن ملف صوت</translation>
    </message>
    <message>
        <source>Carillon&apos;s own ring</source>
        <translation>رنين Carillon</translation>
    </message>
    <message>
        <source>Play it</source>
        <translation>تشغيلها</translation>
    </message>
    <message>
        <source>As where I am</source>
        <translation>كمكان وجودي</translation>
    </message>
    <message>
        <source>Ring and busy tones of</source>
        <translation>نغمات الرنين والانشغال كما في</translation>
    </message>
    <message>
        <source>country region dial tone</source>
        <translation>بلد منطقة نغمة الطلب</translation>
    </message>
    <message>
        <source>Test the sound…</source>
        <translation>اختبار الصوت…</translation>
    </message>
    <message>
        <source>Go to: %1</source>
        <translation>انتقال إلى: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n settings fit.</source>
        <translation>
            <numerusform>%n إعداد مطابق.</numerusform>
            <numerusform>إعداد واحد مطابق.</numerusform>
            <numerusform>إعدادان مطابقان.</numerusform>
            <numerusform>%n إعدادات مطابقة.</numerusform>
            <numerusform>%n إعدادًا مطابقًا.</numerusform>
            <numerusform>%n إعداد مطابق.</numerusform>
        </translation>
    </message>
    <message>
        <source>No setting fits “%1”.</source>
        <translation>لا إعداد يطابق «%1».</translation>
    </message>
    <message>
        <source>Start with the session, hidden in the tray</source>
        <translation>البدء مع الجلسة مخفيًا في علبة النظام</translation>
    </message>
    <message>
        <source>autostart login boot begin</source>
        <translation>تشغيل تلقائي دخول إقلاع بدء</translation>
    </message>
    <message>
        <source>The desktop does not say whether it does.</source>
        <translation>لا يقول سطح المكتب هل يفعل ذلك.</translation>
    </message>
    <message>
        <source>Stop playing</source>
        <translation>إيقاف الاستماع</translation>
    </message>
    <message>
        <source>Play the ring</source>
        <translation>تشغيل نغمة الرنين</translation>
    </message>
</context>
<context>
    <name>carillon::ShortcutDesk</name>
    <message>
        <source>%1 cannot be a key combination for the whole desktop.</source>
        <translation>لا يصلح %1 اختصارًا عامًا لسطح المكتب.</translation>
    </message>
    <message>
        <source>Answer the call</source>
        <translation>الردّ على المكالمة</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Mute the microphone</source>
        <translation>كتم الميكروفون</translation>
    </message>
</context>
<context>
    <name>carillon::SoundForm</name>
    <message>
        <source>Opus: best sound</source>
        <translation>Opus: أفضل صوت</translation>
    </message>
    <message>
        <source>G.722: wide band</source>
        <translation>G.722: نطاق عريض</translation>
    </message>
    <message>
        <source>G.711 µ-law: telephone</source>
        <translation>G.711 µ-law: صوت هاتف</translation>
    </message>
    <message>
        <source>G.711 A-law: telephone</source>
        <translation>G.711 A-law: صوت هاتف</translation>
    </message>
    <message>
        <source>L16: not compressed, 16 kHz</source>
        <translation>L16: بلا ضغط، 16 كيلوهرتز</translation>
    </message>
    <message>
        <source>L16: not compressed, 48 kHz</source>
        <translation>L16: بلا ضغط، 48 كيلوهرتز</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>الصوت</translation>
    </message>
    <message>
        <source>The first one that is connected is used, and the next when it goes away. What stands below “Follow the system” is never used.</source>
        <translation>يُستخدم أول جهاز موصول، ثم التالي إذا اختفى. وما يقع تحت «حسب النظام» لا يُستخدم أبدًا.</translation>
    </message>
    <message>
        <source>&amp;Microphone</source>
        <translation>الميكروفون</translation>
    </message>
    <message>
        <source>Microphones, the preferred one first; Alt with up and down moves one</source>
        <translation>الميكروفونات، المفضّل أولًا؛ Alt مع السهم لأعلى أو لأسفل ينقل واحدًا</translation>
    </message>
    <message>
        <source>How loud &amp;I am sent</source>
        <translation>مستوى صوتي</translation>
    </message>
    <message>
        <source>&amp;Loudspeaker</source>
        <translation>مكبّر الصوت</translation>
    </message>
    <message>
        <source>Loudspeakers, the preferred one first; Alt with up and down moves one</source>
        <translation>مكبّرات الصوت، المفضّل أولًا؛ Alt مع السهم لأعلى أو لأسفل ينقل واحدًا</translation>
    </message>
    <message>
        <source>How loud &amp;others are</source>
        <translation>مستوى صوت الآخرين</translation>
    </message>
    <message>
        <source>&amp;Ringing on</source>
        <translation>الرنين على</translation>
    </message>
    <message>
        <source>Where it rings; space switches one on or off</source>
        <translation>أين يرنّ؛ مفتاح المسافة يشغّل واحدًا أو يوقفه</translation>
    </message>
    <message>
        <source>It rings on all that are ticked.</source>
        <translation>يرنّ على كل ما أُشّر عليه.</translation>
    </message>
    <message>
        <source>How loud it rin&amp;gs</source>
        <translation>مستوى صوت الرنين</translation>
    </message>
    <message>
        <source>device headset volume</source>
        <translation>جهاز سماعة الرأس مستوى الصوت</translation>
    </message>
    <message>
        <source>It has to ring somewhere: one at least stays ticked.</source>
        <translation>يجب أن يرنّ في مكان ما: يبقى واحد مؤشَّرًا على الأقل.</translation>
    </message>
    <message>
        <source>How loud your microphone is</source>
        <translation>مستوى صوت الميكروفون</translation>
    </message>
    <message>
        <source>level meter</source>
        <translation>مقياس المستوى</translation>
    </message>
    <message>
        <source>Remove the &amp;echo of my loudspeaker</source>
        <translation>إزالة صدى مكبّر الصوت</translation>
    </message>
    <message>
        <source>cancellation</source>
        <translation>إلغاء الصدى</translation>
    </message>
    <message>
        <source>Not at all: I use a headset</source>
        <translation>بلا إزالة: أستخدم سماعة رأس</translation>
    </message>
    <message>
        <source>A little</source>
        <translation>قليلًا</translation>
    </message>
    <message>
        <source>As well as can be</source>
        <translation>قدر الإمكان</translation>
    </message>
    <message>
        <source>Remove &amp;noise around me</source>
        <translation>إزالة الضجيج من حولي</translation>
    </message>
    <message>
        <source>suppression</source>
        <translation>كبت الضوضاء</translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation>بلا إزالة</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>معتاد</translation>
    </message>
    <message>
        <source>Much</source>
        <translation>كثيرًا</translation>
    </message>
    <message>
        <source>As much as can be; my voice suffers</source>
        <translation>أقصى ما يمكن؛ يتأثر صوتي</translation>
    </message>
    <message>
        <source>Make me e&amp;qually loud, near the microphone or far</source>
        <translation>مساواة مستوى صوتي، قريبًا من الميكروفون أو بعيدًا</translation>
    </message>
    <message>
        <source>automatic gain control</source>
        <translation>التحكم التلقائي بالكسب</translation>
    </message>
    <message>
        <source>Ad&amp;vanced</source>
        <translation>متقدّم</translation>
    </message>
    <message>
        <source>Show or hide codecs, data rate and pauses</source>
        <translation>إظهار الترميزات ومعدل البيانات والتوقفات أو إخفاؤها</translation>
    </message>
    <message>
        <source>&amp;Data rate of Opus, at most</source>
        <translation>أقصى معدل بيانات لـ Opus</translation>
    </message>
    <message>
        <source>bitrate bandwidth</source>
        <translation>معدل البت عرض النطاق</translation>
    </message>
    <message>
        <source>16 kbit/s: for slow connections</source>
        <translation>16 كيلوبت/ث: للاتصالات البطيئة</translation>
    </message>
    <message>
        <source>24 kbit/s</source>
        <translation>24 كيلوبت/ث</translation>
    </message>
    <message>
        <source>32 kbit/s: usual</source>
        <translation>32 كيلوبت/ث: معتاد</translation>
    </message>
    <message>
        <source>64 kbit/s</source>
        <translation>64 كيلوبت/ث</translation>
    </message>
    <message>
        <source>128 kbit/s: for music</source>
        <translation>128 كيلوبت/ث: للموسيقى</translation>
    </message>
    <message>
        <source>Send nothing while I am &amp;silent</source>
        <translation>عدم الإرسال أثناء صمتي</translation>
    </message>
    <message>
        <source>silence suppression DTX comfort noise</source>
        <translation>كبت الصمت ضجيج مريح DTX</translation>
    </message>
    <message>
        <source>Wor&amp;k on the sound of the microphone</source>
        <translation>معالجة صوت الميكروفون</translation>
    </message>
    <message>
        <source>Echo, noise and loudness, as chosen above.</source>
        <translation>الصدى والضجيج ومستوى الصوت، كما اختير أعلاه.</translation>
    </message>
    <message>
        <source>voice processing</source>
        <translation>معالجة الصوت</translation>
    </message>
    <message>
        <source>Of real microphones</source>
        <translation>للميكروفونات الحقيقية</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>دائمًا</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>أبدًا</translation>
    </message>
    <message>
        <source>&amp;Codecs, the preferred one first</source>
        <translation>الترميزات، المفضّل أولًا</translation>
    </message>
    <message>
        <source>codec compression</source>
        <translation>ترميز ضغط</translation>
    </message>
    <message>
        <source>Codecs, the preferred one first; space switches one on or off, Alt with up and down moves it</source>
        <translation>الترميزات، المفضّل أولًا؛ مفتاح المسافة يشغّل واحدًا أو يوقفه، وAlt مع السهم لأعلى أو لأسفل ينقله</translation>
    </message>
    <message>
        <source>One codec at least has to stay.</source>
        <translation>يجب أن يبقى ترميز واحد على الأقل.</translation>
    </message>
    <message>
        <source>Stereo, where the o&amp;ther side has it too</source>
        <translation>صوت ستيريو إذا كان لدى الطرف الآخر أيضًا</translation>
    </message>
    <message>
        <source>For music: from 64 kbit/s on it sounds good.</source>
        <translation>للموسيقى: يكون الصوت جيدًا ابتداءً من 64 كيلوبت في الثانية.</translation>
    </message>
    <message>
        <source>two channels stereo</source>
        <translation>قناتان ستيريو</translation>
    </message>
</context>
<context>
    <name>carillon::TransferRow</name>
    <message>
        <source>&amp;Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Hand over to…</source>
        <translation>تحويل إلى…</translation>
    </message>
    <message>
        <source>Take it back (Esc or Space)</source>
        <translation>التراجع (Esc أو Space)</translation>
    </message>
    <message>
        <source>Name or number to hand %1 over to</source>
        <translation>اسم أو رقم لتحويل %1 إليه</translation>
    </message>
    <message>
        <source>Take back sending %1</source>
        <translation>التراجع عن تحويل %1</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>Details of what happened</source>
        <translation>تفاصيل ما حدث</translation>
    </message>
    <message>
        <source>Enter</source>
        <comment>key</comment>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <comment>key</comment>
        <translation>Ctrl+Enter</translation>
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
        <translation>ما زال Carillon يعمل</translation>
    </message>
    <message>
        <source>There is no tray for its icon: its window waits in the task bar, and calls still come in.</source>
        <translation>لا توجد علبة نظام لأيقونته: نافذته تنتظر في شريط المهام، وما زالت المكالمات تصل.</translation>
    </message>
    <message>
        <source>The tray with its icon has gone: its window waits in the task bar, and calls still come in.</source>
        <translation>اختفت علبة النظام التي فيها أيقونته: نافذته تنتظر في شريط المهام، وما زالت المكالمات تصل.</translation>
    </message>
    <message>
        <source>Carillon is running and takes calls</source>
        <translation>يعمل Carillon ويستقبل المكالمات</translation>
    </message>
    <message>
        <source>There is no tray for its icon. Click here, or start Carillon again, to see its window.</source>
        <translation>لا توجد علبة نظام لأيقونته. انقر هنا، أو شغّل Carillon من جديد، لرؤية نافذته.</translation>
    </message>
</context>
<context>
    <name>carillon::TrayMenu</name>
    <message>
        <source>&amp;Open Carillon</source>
        <translation>فتح Carillon</translation>
    </message>
    <message>
        <source>&amp;New call…</source>
        <translation>مكالمة جديدة…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>خروج</translation>
    </message>
    <message>
        <source>Call %1</source>
        <translation>الاتصال بـ %1</translation>
    </message>
    <message>
        <source>Call the number you copied</source>
        <translation>الاتصال بالرقم المنسوخ</translation>
    </message>
    <message>
        <source>Show the call with %1</source>
        <translation>إظهار المكالمة مع %1</translation>
    </message>
    <message>
        <source>Answer %1</source>
        <translation>الردّ على %1</translation>
    </message>
    <message>
        <source>Mute the microphone for %1</source>
        <translation>كتم الميكروفون عن %1</translation>
    </message>
    <message>
        <source>Decline %1</source>
        <translation>رفض %1</translation>
    </message>
    <message>
        <source>Hang up %1</source>
        <translation>إنهاء المكالمة مع %1</translation>
    </message>
</context>
<context>
    <name>carillon::VolumeRow</name>
    <message>
        <source>%1%</source>
        <comment>percent</comment>
        <translation>%1%</translation>
    </message>
</context>
</TS>
