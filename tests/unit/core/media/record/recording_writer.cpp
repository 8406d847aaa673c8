// Records two tones for ever, as fast as it can: `recording_writer FOLDER opus|wav`. Says how many seconds
// are safe.
#include "RecordingFile.h"
#include "ToneGenerator.h"

#include <QCoreApplication>
#include <cstdio>

using namespace carillon;

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    RecordingPlace place;
    place.folder = words.value(1);
    place.name = QStringLiteral("killed");
    if (words.value(2) == QLatin1String("wav"))
        place.format.container = RecordingFormat::Container::Wav;
    const auto file = RecordingFile::create(place);
    if (!file)
        return 1;
    ToneGenerator left(440), right(1000);
    AudioFrame mine, theirs;
    for (int second = 1; (*file)->keepSafe(); ++second) {
        for (int i = 0; i < 100; ++i) {
            left.generate(mine);
            right.generate(theirs);
            (*file)->write(mine, theirs);
        }
        std::printf("%d\n", second - 1);
        std::fflush(stdout);
    }
    return 0;
}
