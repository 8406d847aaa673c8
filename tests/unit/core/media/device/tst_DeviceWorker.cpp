// What is used of what is there, in virtual time and over a sound system of the test's own.
#include "DeviceWorker.h"
#include "FakeClock.h"
#include "FallbackSystem.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

/// What a device of the test does is kept where the test sees it.
struct Seen {
    QStringList opened; ///< ids, in order
    QStringList closed;
    QStringList busy; ///< those which cannot be opened
    Result<void, DeviceError> open(const QString &id)
    {
        opened.append(id);
        if (!busy.contains(id))
            return {};
        return Failure<DeviceError>({DeviceError::Code::CannotOpen, QStringLiteral("%1 is busy.").arg(id)});
    }
};

class FakeInput final : public AudioInput
{
public:
    FakeInput(Seen &seen, const QString &name)
        : id(name)
        , m_seen(seen)
    {
    }
    Result<void, DeviceError> open(FrameSink sink) override
    {
        const auto opened = m_seen.open(id);
        m_sink = opened ? std::move(sink) : nullptr;
        return opened;
    }
    void close() override
    {
        if (std::exchange(m_sink, nullptr))
            m_seen.closed.append(id);
    }
    std::chrono::microseconds delay() const override { return 12345us; }
    void deliver(std::int16_t value, int frames = 1)
    {
        AudioFrame frame;
        frame.fill(value);
        for (int i = 0; m_sink && i < frames; ++i) {
            noteFrame();
            m_sink(frame);
        }
    }
    void lose() { Q_EMIT failed({DeviceError::Code::Lost, QStringLiteral("%1 is lost.").arg(id)}); }

    using AudioEndpoint::channels;
    const QString id;

private:
    Seen &m_seen;
    FrameSink m_sink;
};

class FakeOutput final : public AudioOutput
{
public:
    FakeOutput(Seen &seen, const QString &name)
        : id(name)
        , m_seen(seen)
    {
    }
    Result<void, DeviceError> open(FrameSource source) override
    {
        const auto opened = m_seen.open(id);
        m_source = opened ? std::move(source) : nullptr;
        return opened;
    }
    void close() override
    {
        if (std::exchange(m_source, nullptr))
            m_seen.closed.append(id);
    }
    StereoFrame fetch(int frames = 1)
    {
        StereoFrame frame{};
        for (int i = 0; m_source && i < frames; ++i) {
            m_source(frame);
            noteFrame();
        }
        return frame;
    }
    /// As one that is stuck: it wants a frame, has none, and plays no silence in its place.
    void ask(int times)
    {
        StereoFrame frame{};
        for (int i = 0; m_source && i < times; ++i)
            m_source(frame);
    }

    using AudioEndpoint::channels;
    const QString id;

private:
    Seen &m_seen;
    FrameSource m_source;
};

class FakeSystem final : public AudioSystem
{
public:
    explicit FakeSystem(Seen &seen)
        : m_seen(seen)
    {
    }
    State state() const override { return m_state; }
    QList<AudioDevice> devices() const override { return m_devices; }
    void refresh() override
    {
        ++refreshes;
        if (m_state != State::Unknown)
            Q_EMIT refreshed();
    }
    void setWanted(Want wanted) override { want = wanted; }
    std::unique_ptr<AudioInput> makeInput(const QString &id) override
    {
        auto made = std::make_unique<FakeInput>(m_seen, id);
        input = made.get();
        inputs.append(input);
        return made;
    }
    std::unique_ptr<AudioOutput> makeOutput(const QString &id) override
    {
        auto made = std::make_unique<FakeOutput>(m_seen, id);
        outputs.insert(id, made.get());
        return made;
    }
    /// @param names of microphones "m…" and loudspeakers; the first of each is the default.
    void have(const QStringList &names)
    {
        m_state = State::Ready;
        m_devices.clear();
        bool hasInput = false;
        bool hasOutput = false;
        for (const QString &name : names) {
            const bool isInput = name.startsWith(QLatin1Char('m'));
            bool &has = isInput ? hasInput : hasOutput;
            m_devices.append({name, name.toUpper(), isInput ? DeviceRole::Input : DeviceRole::Output,
                !std::exchange(has, true), false});
        }
        tell();
    }
    void die()
    {
        m_state = State::Absent;
        m_devices.clear();
        tell();
    }
    void tell()
    {
        Q_EMIT changed();
        QCoreApplication::processEvents();
    }

    QPointer<FakeInput> input; ///< the last that was made
    QList<QPointer<FakeInput>> inputs;
    QHash<QString, QPointer<FakeOutput>> outputs;
    Want want = Want::Nothing;
    int refreshes = 0;

private:
    Seen &m_seen;
    State m_state = State::Unknown;
    QList<AudioDevice> m_devices;
};

DeviceOrder order(std::initializer_list<const char *> specs, DeviceRole role = DeviceRole::Input)
{
    DeviceOrder result;
    for (const char *spec : specs)
        result.append(*DeviceSpec::parse(QLatin1String(spec), role));
    return result;
}

QStringList list(std::initializer_list<const char *> names)
{
    QStringList result;
    for (const char *name : names)
        result.append(QLatin1String(name));
    return result;
}

} // namespace

class tst_DeviceWorker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void theFirstOfTheOrderThatIsThere_data();
    void theFirstOfTheOrderThatIsThere();
    void aPulledHeadsetIsFollowedByTheNextAndComesBack();
    void aStreamThatEndsBeforeTheListTellsIsNoFailure();
    void theDefaultIsFollowed();
    void noOtherMicrophoneThanTheOrderNames();
    void aDeviceThatIsThereAndFailsIsTriedEachSecond();
    void oneThatCannotBeOpenedIsFollowedByTheNextAndComesBack_data();
    void oneThatCannotBeOpenedIsFollowedByTheNextAndComesBack();
    void whereNoneCanBeOpenedAllAreTriedEachSecond();
    void aBusyLoudspeakerIsFollowedByTheNext();
    void twoOfTheSameNameAreToldApart();
    void aDeviceThatMovesNothingIsOpenedAnew();
    void aLoudspeakerThatAsksAndTakesNothingMovesNothing();
    void whatIsOursIsNotTriedBesideAnother();
    void aSoundSystemThatDiesComesBack();
    void whileItHasNotAnsweredNothingIsMissing();
    void allThatRingRingAtOnceAndAsLoudAsTheyShould();
    void theRingFallsBackToTheLoudspeaker();
    void volumesAndSeamsDoNotClick();
    void channelsAreThoseOfTheNextOpening();
    void aBurstIsBounded();
    void nothingIsOpenAndNoTimerRunsWithoutACall();
    void anotherSoundSystemStandsInForOneThatIsAbsent();

private:
    /// A call with devices that are virtual where the test does not look.
    void call(const DeviceOrder &inputs);
    void talk(Milliseconds time);

    Seen m_seen;
    std::unique_ptr<AudioPort> m_port;
    FakeClock *m_clock = nullptr;
    FakeSystem *m_system = nullptr;
    std::unique_ptr<DeviceWorker> m_worker;
    std::unique_ptr<QSignalSpy> m_failed;
    std::unique_ptr<QSignalSpy> m_recovered;
    std::unique_ptr<QSignalSpy> m_switched;
};

void tst_DeviceWorker::init()
{
    m_seen = {};
    m_port = std::make_unique<AudioPort>();
    m_port->active = true;
    m_worker = std::make_unique<DeviceWorker>(*m_port, [this] {
        auto clock = std::make_unique<FakeClock>();
        auto system = std::make_unique<FakeSystem>(m_seen);
        m_clock = clock.get();
        m_system = system.get();
        return DeviceTools{std::move(clock), std::move(system)};
    });
    m_worker->start();
    m_failed = std::make_unique<QSignalSpy>(m_worker.get(), &DeviceWorker::failed);
    m_recovered = std::make_unique<QSignalSpy>(m_worker.get(), &DeviceWorker::recovered);
    m_switched = std::make_unique<QSignalSpy>(m_worker.get(), &DeviceWorker::switched);
}

void tst_DeviceWorker::cleanup()
{
    m_worker->closeAll();
    m_worker.reset();
}

void tst_DeviceWorker::call(const DeviceOrder &inputs)
{
    m_worker->setOrder(DeviceRole::Output, order({"null"}, DeviceRole::Output));
    m_worker->setOrder(DeviceRole::Input, inputs);
    m_worker->setCallActive(true);
}

/// The microphone works meanwhile.
void tst_DeviceWorker::talk(Milliseconds time)
{
    for (Milliseconds passed{0}; passed < time; passed += 10ms) {
        for (const auto &input : std::as_const(m_system->inputs))
            if (input)
                input->deliver(1000);
        AudioFrame taken{};
        while (m_port->capture.pop(taken)) { }
        m_clock->advance(10ms);
        QCoreApplication::processEvents();
    }
}

void tst_DeviceWorker::theFirstOfTheOrderThatIsThere_data()
{
    QTest::addColumn<QStringList>("wished");
    QTest::addColumn<QStringList>("there");
    QTest::addColumn<QStringList>("opened");
    const auto row
        = [](const char *what, std::initializer_list<const char *> wished,
              std::initializer_list<const char *> there, std::initializer_list<const char *> opened) {
              QTest::newRow(what) << list(wished) << list(there) << list(opened);
          };
    row("the preferred one", {"id:m1", "id:m2"}, {"m2", "m1"}, {"m1"});
    row("the next where it is not there", {"id:m1", "id:m2"}, {"m3", "m2"}, {"m2"});
    row("by its name", {"id:M2"}, {"m1", "m2"}, {"m2"});
    row("the system's default where it is named", {"id:m1", "default"}, {"m3", "m2"}, {"m3"});
    row("none rather than one that is not named", {"id:m1"}, {"m3", "m2"}, {});
    row("a loudspeaker is no microphone", {"id:speaker", "default"}, {"speaker"}, {});
}

void tst_DeviceWorker::theFirstOfTheOrderThatIsThere()
{
    QFETCH(QStringList, wished);
    QFETCH(QStringList, there);
    DeviceOrder inputs;
    for (const QString &spec : wished)
        inputs.append(*DeviceSpec::parse(spec, DeviceRole::Input));
    m_system->have(there);
    call(inputs);
    QTEST(m_seen.opened, "opened");
    QCOMPARE(m_failed->size(), m_seen.opened.isEmpty() ? 1 : 0);
    QVERIFY(m_switched->isEmpty());
}

void tst_DeviceWorker::aPulledHeadsetIsFollowedByTheNextAndComesBack()
{
    m_system->have(list({"m0", "m1", "m2"}));
    call(order({"id:m1", "id:m2", "default"}));
    talk(300ms);
    m_system->have(list({"m0", "m2"}));
    QCOMPARE(m_seen.opened, list({"m1", "m2"}));
    QCOMPARE(m_switched->size(), 1);
    QCOMPARE(m_switched->at(0).at(1).toString(),
        QStringLiteral("The microphone “M1” went away; “M2” is used instead."));
    talk(300ms);
    m_system->have(list({"m0", "m1", "m2"}));
    QCOMPARE(m_seen.opened, list({"m1", "m2", "m1"}));
    QCOMPARE(m_seen.closed, list({"m1", "m2"}));
    QCOMPARE(m_switched->at(1).at(1).toString(), QStringLiteral("The microphone “M1” is used now."));
    talk(3s);
    QVERIFY(m_failed->isEmpty());
    QCOMPARE(m_switched->size(), 2);
}

void tst_DeviceWorker::aStreamThatEndsBeforeTheListTellsIsNoFailure()
{
    m_system->have(list({"m1", "m2"}));
    call(order({"id:m1", "id:m2"}));
    talk(100ms);
    m_system->input->lose(); // the server ends the stream first
    m_system->have(list({"m2"}));
    QCOMPARE(m_seen.opened, list({"m1", "m2"}));
    QVERIFY(m_failed->isEmpty());
    QCOMPARE(m_switched->at(0).at(1).toString(),
        QStringLiteral("The microphone “M1” went away; “M2” is used instead."));
}

void tst_DeviceWorker::theDefaultIsFollowed()
{
    m_system->have(list({"m1", "m2"}));
    call(order({"default"}));
    talk(100ms);
    m_system->have(list({"m2", "m1"}));
    QCOMPARE(m_seen.opened, list({"m1", "m2"}));
    QCOMPARE(m_switched->at(0).at(1).toString(), QStringLiteral("The microphone “M2” is used now."));
}

void tst_DeviceWorker::noOtherMicrophoneThanTheOrderNames()
{
    m_system->have(list({"m1", "m2"}));
    call(order({"id:m1"}));
    talk(100ms);
    m_system->have(list({"m2"}));
    QCOMPARE(m_seen.opened, list({"m1"}));
    QCOMPARE(m_failed->size(), 1);
    QVERIFY(m_failed->at(0).at(1).value<DeviceError>().message.startsWith(
        QStringLiteral("The microphone “M1” went away")));
    talk(5s);
    QCOMPARE(m_failed->size(), 1); // said once
    m_system->have(list({"m2", "m1"}));
    QCOMPARE(m_seen.opened, list({"m1", "m1"}));
    talk(1100ms);
    QCOMPARE(m_recovered->size(), 1);
}

void tst_DeviceWorker::aDeviceThatIsThereAndFailsIsTriedEachSecond()
{
    m_system->have(list({"m1"}));
    call(order({"id:m1"}));
    m_system->input->lose();
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    QCOMPARE(m_failed->size(), 1);
    for (int second = 0; second < 3; ++second) {
        QCOMPARE(m_seen.opened.size(), second + 1);
        m_clock->advance(1s);
        m_system->input->lose();
        for (int i = 0; i < 3; ++i)
            QCoreApplication::processEvents();
    }
    QCOMPARE(m_failed->size(), 1);
    talk(2500ms);
    QCOMPARE(m_recovered->size(), 1);
}

void tst_DeviceWorker::oneThatCannotBeOpenedIsFollowedByTheNextAndComesBack_data()
{
    QTest::addColumn<bool>("isToldLater");
    QTest::newRow("said at once") << false;
    QTest::newRow("said when the server has tried") << true;
}

void tst_DeviceWorker::oneThatCannotBeOpenedIsFollowedByTheNextAndComesBack()
{
    QFETCH(bool, isToldLater);
    m_system->have(list({"m0", "m1", "m2"}));
    if (!isToldLater)
        m_seen.busy = list({"m1"});
    call(order({"id:m1", "id:m2"}));
    if (isToldLater) {
        m_seen.busy = list({"m1"});
        m_system->input->lose();
        for (int i = 0; i < 3; ++i)
            QCoreApplication::processEvents();
    }
    QCOMPARE(m_seen.opened, list({"m1", "m2"}));
    QCOMPARE(m_failed->size(), 1);
    talk(900ms);
    QCOMPARE(m_seen.opened.size(), 2);
    talk(2300ms);
    QCOMPARE(m_recovered->size(), 1);
    QCOMPARE(m_switched->size(), 1);
    QCOMPARE(m_switched->at(0).at(1).toString(), QStringLiteral("The microphone “M2” is used now."));
    QCOMPARE(m_seen.opened.mid(2), list({"m1", "m1", "m1"})); // each second, while the other goes on
    const int closed = int(m_seen.closed.count(QStringLiteral("m2")));
    QCOMPARE(closed, 0);
    m_seen.busy.clear();
    talk(1500ms);
    QCOMPARE(m_seen.closed.count(QStringLiteral("m2")), 1);
    QCOMPARE(m_seen.opened.last(), QStringLiteral("m1"));
    QCOMPARE(m_switched->size(), 2);
    QCOMPARE(m_switched->at(1).at(1).toString(), QStringLiteral("The microphone “M1” is used now."));
    const auto opened = m_seen.opened;
    talk(5s);
    QCOMPARE(m_seen.opened, opened);
    QCOMPARE(m_failed->size(), 1);
}

void tst_DeviceWorker::whereNoneCanBeOpenedAllAreTriedEachSecond()
{
    m_system->have(list({"m1", "m2"}));
    m_seen.busy = list({"m1", "m2"});
    call(order({"id:m1", "id:m2"}));
    QCOMPARE(m_seen.opened, list({"m1", "m2"}));
    talk(1s);
    QCOMPARE(m_seen.opened.mid(2), list({"m1", "m2"}));
    m_seen.busy = list({"m1"});
    talk(1s);
    QCOMPARE(m_seen.opened.mid(4), list({"m1", "m2"}));
    talk(1500ms);
    QCOMPARE(m_failed->size(), 1);
    QCOMPARE(m_recovered->size(), 1);
    m_worker->setCallActive(false);
    QVERIFY(!m_clock->untilNext());
}

void tst_DeviceWorker::aBusyLoudspeakerIsFollowedByTheNext()
{
    m_system->have(list({"s1", "s2"}));
    m_seen.busy = list({"s1"});
    m_worker->setOrder(DeviceRole::Input, order({"null"}));
    m_worker->setOrder(DeviceRole::Output, order({"id:s1", "id:s2"}, DeviceRole::Output));
    m_worker->setCallActive(true);
    QCOMPARE(m_seen.opened, list({"s1", "s2"}));
    m_seen.busy.clear();
    for (int i = 0; i < 200; ++i) {
        for (const auto &output : std::as_const(m_system->outputs))
            if (output)
                output->fetch();
        m_clock->advance(10ms);
        QCoreApplication::processEvents();
    }
    QCOMPARE(m_seen.closed.count(QStringLiteral("s2")), 1);
    QCOMPARE(m_seen.opened.last(), QStringLiteral("s1"));
}

void tst_DeviceWorker::twoOfTheSameNameAreToldApart()
{
    m_system->have(list({"mx", "mX"}));
    call(order({"id:mx", "id:mX"}));
    talk(300ms);
    m_system->have(list({"mX"}));
    QCOMPARE(m_switched->size(), 1);
    QCOMPARE(m_switched->at(0).at(1).toString(),
        QStringLiteral("The microphone “MX” went away; “MX” is used instead."));
    m_system->have(list({"mX", "mx"}));
    QCOMPARE(m_switched->size(), 2);
    QCOMPARE(m_switched->at(1).at(1).toString(), QStringLiteral("The microphone “MX” is used now."));
}

void tst_DeviceWorker::aDeviceThatMovesNothingIsOpenedAnew()
{
    m_system->have(list({"m1"}));
    call(order({"default"}));
    talk(3s);
    QCOMPARE(m_seen.opened.size(), 1);
    m_clock->advance(3s);
    QCOMPARE(m_seen.opened.size(), 2);
    m_clock->advance(12s);
    QCOMPARE(m_seen.opened.size(), 5); // a wireless headset takes its time
    talk(20s);
    QCOMPARE(m_seen.opened.size(), 5);
}

void tst_DeviceWorker::aLoudspeakerThatAsksAndTakesNothingMovesNothing()
{
    m_system->have(list({"s1"}));
    m_worker->setOrder(DeviceRole::Input, order({"null"}));
    m_worker->setOrder(DeviceRole::Output, order({"id:s1"}, DeviceRole::Output));
    m_worker->setCallActive(true);
    const auto speaker = [this] { return m_system->outputs[QStringLiteral("s1")]; };
    speaker()->fetch(50);
    for (int i = 0; i < 350; ++i) {
        speaker()->ask(3);
        m_clock->advance(10ms);
    }
    QCOMPARE(m_seen.opened, list({"s1", "s1"}));
    for (int i = 0; i < 800; ++i) { // on hold: silence is taken
        speaker()->fetch();
        m_clock->advance(10ms);
    }
    QCOMPARE(m_seen.opened.size(), 2);
}

void tst_DeviceWorker::whatIsOursIsNotTriedBesideAnother()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a/out.wav"));
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("a")));
    DeviceOrder outputs = order({"id:s1"}, DeviceRole::Output);
    outputs.prepend(*DeviceSpec::parse(QStringLiteral("file:") + path, DeviceRole::Output));
    QVERIFY(QDir(folder.path()).rmdir(QStringLiteral("a"))); // a stick that was pulled
    m_system->have(list({"s1"}));
    m_worker->setOrder(DeviceRole::Input, order({"null"}));
    m_worker->setOrder(DeviceRole::Output, outputs);
    m_worker->setCallActive(true);
    QCOMPARE(m_seen.opened, list({"s1"}));
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("a")));
    for (int i = 0; i < 300; ++i) {
        m_system->outputs[QStringLiteral("s1")]->fetch();
        m_clock->advance(10ms);
        QCoreApplication::processEvents();
    }
    QVERIFY(!QFile::exists(path));
    QCOMPARE(m_seen.opened, list({"s1"}));
}

void tst_DeviceWorker::aSoundSystemThatDiesComesBack()
{
    m_system->have(list({"m1"}));
    call(order({"default"}));
    QVERIFY(m_system->want == AudioSystem::Want::Sound);
    talk(100ms);
    m_system->die();
    QCOMPARE(m_seen.closed, list({"m1"}));
    QCOMPARE(m_failed->size(), 1);
    talk(3s);
    m_system->have(list({"m1"}));
    QCOMPARE(m_seen.opened, list({"m1", "m1"}));
    talk(1100ms);
    QCOMPARE(m_failed->size(), 1);
    QCOMPARE(m_recovered->size(), 1);
}

void tst_DeviceWorker::whileItHasNotAnsweredNothingIsMissing()
{
    call(order({"default"}));
    m_clock->advance(5s);
    QVERIFY(m_failed->isEmpty());
    m_system->have(list({"m1"}));
    QCOMPARE(m_seen.opened, list({"m1"}));
    m_system->die();
    QCOMPARE(m_failed->size(), 1);
}

void tst_DeviceWorker::allThatRingRingAtOnceAndAsLoudAsTheyShould()
{
    m_system->have(list({"s1", "s2", "s3"}));
    m_worker->setOrder(DeviceRole::Ring, order({"id:s1", "id:s3", "id:none", "default"}, DeviceRole::Ring));
    m_worker->setAlert(Alert::Ringing);
    QCOMPARE(m_seen.opened, list({"s1", "s3"}));
    const auto loudest
        = [](const AudioFrame &frame) { return *std::max_element(frame.begin(), frame.end()); };
    const std::int16_t full = loudest(m_system->outputs[QStringLiteral("s1")]->fetch(3));
    QVERIFY(full > 1000);
    m_worker->setVolume(DeviceRole::Ring, 0.25f);
    m_system->outputs[QStringLiteral("s3")]->fetch(2);
    const std::int16_t quiet = loudest(m_system->outputs[QStringLiteral("s3")]->fetch());
    QVERIFY(quiet > full / 6 && quiet < full / 3);
    m_system->have(list({"s1", "s2"})); // one is pulled: the other rings on
    QCOMPARE(m_seen.opened, list({"s1", "s3"}));
    QCOMPARE(m_seen.closed, list({"s3"}));
    m_worker->setAlert(Alert::None);
    QCOMPARE(m_seen.closed, list({"s3", "s1"}));
}

void tst_DeviceWorker::theRingFallsBackToTheLoudspeaker()
{
    m_system->have(list({"s1", "s2"}));
    m_worker->setOrder(DeviceRole::Output, order({"id:s2"}, DeviceRole::Output));
    m_worker->setOrder(DeviceRole::Ring, order({"id:bell"}, DeviceRole::Ring));
    m_worker->setAlert(Alert::Ringing);
    QCOMPARE(m_seen.opened, list({"s2"}));
    m_system->have(list({"s1", "s2", "bell"}));
    QCOMPARE(m_seen.opened, list({"s2", "bell"}));
    QCOMPARE(m_seen.closed, list({"s2"}));
}

void tst_DeviceWorker::volumesAndSeamsDoNotClick()
{
    m_system->have(list({"m1", "m2"}));
    call(order({"id:m1", "id:m2"}));
    std::vector<std::int16_t> heard;
    const auto take = [&] {
        AudioFrame frame{};
        while (m_port->capture.pop(frame))
            heard.insert(heard.end(), frame.begin(), frame.end());
    };
    m_system->input->deliver(8000, 5);
    take();
    m_worker->setVolume(DeviceRole::Input, 2.f);
    m_system->input->deliver(8000, 3);
    take();
    QCOMPARE(heard.back(), std::int16_t(16000));
    m_system->have(list({"m2"}));
    m_system->input->deliver(-8000, 3);
    take();
    QCOMPARE(heard.back(), std::int16_t(-16000));
    for (std::size_t i = 1; i < heard.size(); ++i)
        QVERIFY2(std::abs(heard[i] - heard[i - 1]) < 100, qPrintable(QString::number(i)));
    QCOMPARE(m_port->captureDelayUs.load(), 0); // not reported before 200 ms
    talk(300ms);
    QCOMPARE(m_port->captureDelayUs.load(), 12345);
}

void tst_DeviceWorker::channelsAreThoseOfTheNextOpening()
{
    m_system->have(list({"m1", "s1"}));
    m_worker->setOrder(DeviceRole::Input, order({"id:m1"}));
    m_worker->setOrder(DeviceRole::Output, order({"id:s1"}, DeviceRole::Output));
    const auto channels = [&] {
        const auto &output = m_system->outputs[QStringLiteral("s1")];
        return std::pair(m_system->input->channels(), output->channels());
    };
    m_worker->setCallActive(true);
    QVERIFY(channels() == std::pair(Channels::One, Channels::One));
    m_worker->setChannels(Channels::Two);
    QVERIFY(channels() == std::pair(Channels::One, Channels::One)); // nobody is disturbed
    m_worker->setCallActive(false);
    m_worker->setCallActive(true);
    QVERIFY(channels() == std::pair(Channels::Two, Channels::Two));
    // Loudness and edges are of both channels.
    StereoFrame frame;
    frame.isStereo = true;
    for (std::size_t i = 0; i < frame.size(); ++i)
        frame.set(i, 4000, -2000);
    m_worker->setVolume(DeviceRole::Output, 2.f);
    for (int i = 0; i < 3; ++i) {
        m_port->playback.push(frame);
        m_system->outputs[QStringLiteral("s1")]->fetch();
    }
    m_port->playback.push(frame);
    const StereoFrame played = m_system->outputs[QStringLiteral("s1")]->fetch();
    QVERIFY(played.isStereo);
    QCOMPARE(int(played.left(100)), 8000);
    QCOMPARE(int(played.right(100)), -4000);
}

void tst_DeviceWorker::aBurstIsBounded()
{
    m_system->have(list({"m1"}));
    call(order({"default"}));
    m_system->input->deliver(1000, 500);
    QCOMPARE(m_port->capture.size(), AudioPort::RingFrames);
    QCOMPARE(m_port->captureDropped.load(), std::uint64_t(500 - AudioPort::RingFrames));
}

void tst_DeviceWorker::nothingIsOpenAndNoTimerRunsWithoutACall()
{
    m_system->have(list({"m1", "s1"}));
    QVERIFY(m_seen.opened.isEmpty());
    QVERIFY(!m_clock->untilNext());
    m_worker->setCallActive(true);
    QCOMPARE(m_seen.opened, list({"m1", "s1"}));
    m_worker->setCallActive(false);
    QCOMPARE(m_seen.closed.size(), 2);
    QVERIFY(!m_clock->untilNext());
    QVERIFY(m_system->want == AudioSystem::Want::Nothing);
    const int refreshes = m_system->refreshes;
    m_clock->advance(1h);
    QCOMPARE(m_system->refreshes, refreshes);
}

void tst_DeviceWorker::anotherSoundSystemStandsInForOneThatIsAbsent()
{
    Seen seen;
    auto owned = std::make_unique<FakeSystem>(seen);
    FakeSystem &first = *owned;
    FakeSystem *second = nullptr;
    int made = 0;
    FallbackSystem both(std::move(owned), [&] {
        ++made;
        auto one = std::make_unique<FakeSystem>(seen);
        second = one.get();
        return one;
    });
    QSignalSpy changed(&both, &AudioSystem::changed);
    both.setWanted(AudioSystem::Want::Sound);
    QCOMPARE(made, 0);
    first.die();
    QCOMPARE(made, 1);
    QVERIFY(second->want == AudioSystem::Want::Sound);
    QVERIFY(both.state() == AudioSystem::State::Absent); // the other knows no device either
    second->have(list({"m7"}));
    QCOMPARE(both.devices().size(), 1);
    QVERIFY(both.state() == AudioSystem::State::Ready);
    first.have(list({"m1", "m2"}));
    QCOMPARE(both.devices().size(), 2);
    QVERIFY(changed.size() >= 3);
    first.die();
    QCOMPARE(made, 1);
    QCOMPARE(both.devices().first().id, QStringLiteral("m7"));
}

QTEST_GUILESS_MAIN(tst_DeviceWorker)
#include "tst_DeviceWorker.moc"
