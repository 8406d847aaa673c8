#include "SettingForm.h"

#include "DialPreview.h"
#include "LinesField.h"
#include "OnScreen.h"
#include "PathField.h"
#include "SettingRow.h"
#include "TextLabel.h"

#include <QDir>
#include <QFileDialog>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace carillon;

class tst_SettingForm : public QObject
{
    Q_OBJECT
private:
    QHash<QString, QString> m_values;
    QString m_refused; ///< a value
    const QString m_key = QStringLiteral("key");

    SettingsAccess access()
    {
        SettingsAccess access;
        access.value = [this](const QString &key) { return m_values.value(key); };
        access.set = [this](const QString &key, const QString &value) {
            if (value == m_refused)
                return QStringLiteral("Not today.");
            m_values.insert(key, value);
            return QString();
        };
        access.isKnown = [](const QString &key) { return key != QLatin1String("unknown"); };
        return access;
    }
    /// A window with something else to go to.
    struct Shown {
        QWidget window;
        SettingForm form;
        QLineEdit other;
        explicit Shown(SettingsAccess access)
            : form(QStringLiteral("Section"), std::move(access), &window)
            , other(&window)
        {
        }
    };

private Q_SLOTS:
    void init()
    {
        m_values.clear();
        m_refused = QStringLiteral("refused");
    }
    void wordsAreComparedWithoutCaseAndAccents_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<bool>("fits");
        QTest::newRow("nothing") << QString() << true;
        QTest::newRow("a part of a word") << QStringLiteral("ECHO") << true;
        QTest::newRow("two words in any order") << QStringLiteral("speaker cafe") << true;
        QTest::newRow("with an accent") << QString::fromUtf8("Café") << true;
        QTest::newRow("one does not fit") << QStringLiteral("echo video") << false;
        QTest::newRow("only signs") << QStringLiteral(" -- ") << true;
    }
    void wordsAreComparedWithoutCaseAndAccents()
    {
        QFETCH(QString, query);
        const SettingRow row(QString::fromUtf8("Remove the &echo of my loudspeaker in the café"));
        QTEST(row.fits(SettingRow::folded(query)), "fits");
    }
    void whatIsNotKnownHasNoRow()
    {
        SettingForm form(QStringLiteral("Section"), access(), nullptr);
        form.addField(QStringLiteral("unknown"), {QStringLiteral("New")}, {});
        QVERIFY(!form.addLines(QStringLiteral("unknown"), {QStringLiteral("New")}, QLatin1Char(',')));
        QVERIFY(!form.addPath(QStringLiteral("unknown"), {QStringLiteral("New")}, PathKind::Folder, {}));
        form.addKeys(QStringLiteral("unknown"), {QStringLiteral("New")});
        QVERIFY(form.findChildren<SettingRow *>().isEmpty());
        QCOMPARE(form.filter({}), 0);
        QVERIFY(form.isHidden()); // a heading over nothing
    }
    void aFieldHoldsWhenItIsLeftAndARefusalIsSaid()
    {
        SettingForm form(QStringLiteral("Section"), access(), nullptr);
        form.addField(m_key, {QStringLiteral("Target")}, QStringLiteral("nobody"));
        form.reload();
        auto *field = form.findChild<QLineEdit *>();
        QTest::keyClicks(field, QStringLiteral("100"));
        QVERIFY(m_values.isEmpty());
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(m_values.value(m_key), QStringLiteral("100"));
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("refused"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(field->text(), QStringLiteral("100"));
        QCOMPARE(m_values.value(m_key), QStringLiteral("100"));
        bool isSaid = false;
        for (const auto *label : form.findChildren<TextLabel *>())
            isSaid |= label->text() == QStringLiteral("Not today.") && !label->isHidden();
        QVERIFY(isSaid);
    }
    void linesAreAListInTheSetting()
    {
        m_values.insert(m_key, QStringLiteral("100,@spam.example"));
        Shown shown(access());
        shown.form.addLines(m_key, {QStringLiteral("Never ring for")}, QLatin1Char(','));
        shown.form.reload();
        auto *lines = shown.form.findChild<LinesField *>();
        QCOMPARE(lines->toPlainText(), QStringLiteral("100\n@spam.example"));
        openWithKeyboard(shown.window);
        lines->setFocus();
        lines->moveCursor(QTextCursor::End);
        QTest::keyClick(lines, Qt::Key_Return);
        QTest::keyClicks(lines, QStringLiteral(" 0900* , eve"));
        shown.form.reload(); // a script changed something else: nobody's typing is taken away
        QVERIFY(lines->toPlainText().contains(QStringLiteral("0900*")));
        QTest::keyClick(lines, Qt::Key_Tab); // no trap
        QVERIFY(!lines->hasFocus());
        QCOMPARE(m_values.value(m_key), QStringLiteral("100,@spam.example,0900*,eve"));
    }
    void aFolderIsChosenWithoutAnythingWaiting()
    {
        SettingForm form(QStringLiteral("Section"), access(), nullptr);
        PathField *path
            = form.addPath(m_key, {QStringLiteral("Folder")}, PathKind::Folder, QStringLiteral("usual"));
        form.show();
        path->findChild<IconButton *>()->click(); // comes back at once
        auto *dialog = path->findChild<QFileDialog *>();
        QVERIFY(dialog);
        QCOMPARE(dialog->fileMode(), QFileDialog::Directory);
        Q_EMIT dialog->fileSelected(QStringLiteral("/somewhere"));
        QCOMPARE(m_values.value(m_key), QStringLiteral("/somewhere"));
        QCOMPARE(path->path(), QStringLiteral("/somewhere"));
        dialog->reject();
    }
    void aPathAtHomeMayBeTypedShort()
    {
        SettingForm form(QStringLiteral("Section"), access(), nullptr);
        PathField *path = form.addPath(m_key, {QStringLiteral("Folder")}, PathKind::Folder, {});
        QTest::keyClicks(path->field(), QStringLiteral("~/calls"));
        QTest::keyClick(path->field(), Qt::Key_Return);
        QCOMPARE(m_values.value(m_key), QDir::homePath() + QStringLiteral("/calls"));
    }
    void aKeyIsKeptInTheWordsOfEveryLanguage()
    {
        m_values.insert(m_key, QStringLiteral("Ctrl+Alt+A"));
        SettingForm form(QStringLiteral("Section"), access(), nullptr);
        form.addKeys(m_key, {QStringLiteral("Key for answering")});
        form.reload();
        auto *keys = form.findChild<QKeySequenceEdit *>();
        QCOMPARE(keys->keySequence(), QKeySequence(QStringLiteral("Ctrl+Alt+A")));
        keys->setKeySequence(QKeySequence(QStringLiteral("Ctrl+Alt+B, Ctrl+C"))); // but one
        Q_EMIT keys->editingFinished();
        QCOMPARE(m_values.value(m_key), QStringLiteral("Ctrl+Alt+B"));
        keys->clear();
        Q_EMIT keys->editingFinished();
        QCOMPARE(m_values.value(m_key), QString());
    }
    void whatWouldBeDialledIsSeenWhileTyping()
    {
        DialPreview preview([](const QString &typed) { return QStringLiteral("Dials sip:") + typed; });
        preview.show();
        auto *field = preview.findChild<QLineEdit *>();
        auto *result = preview.findChild<TextLabel *>();
        QVERIFY(result->isHidden());
        QTest::keyClicks(field, QStringLiteral("030"));
        QCOMPARE(result->text(), QStringLiteral("Dials sip:030"));
        QVERIFY(result->isVisible());
    }
};

QTEST_MAIN(tst_SettingForm)
#include "tst_SettingForm.moc"
