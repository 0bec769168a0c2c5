// Threads with an event loop, and answers that never reach a dead receiver.
#include "models/base/worker.h"

#include "tests/support/suite.h"

#include <QTest>

#include <atomic>

using namespace wd;

class TestWorker : public QObject {
    Q_OBJECT
private slots:
    void answersArriveInTheReceiversThread();
    void aDeadReceiverGetsNothing();
    void destructionFinishesWhatWasPosted();
};

void TestWorker::answersArriveInTheReceiversThread()
{
    Worker worker(QStringLiteral("test"));
    QThread* answeredIn = nullptr;
    int answer = 0;
    worker.ask([] { return 42; }, this,
        [&](int value) {
            answer = value;
            answeredIn = QThread::currentThread();
        });
    QTRY_COMPARE(answer, 42);
    QCOMPARE(answeredIn, thread());
}

void TestWorker::aDeadReceiverGetsNothing()
{
    Worker worker(QStringLiteral("test"));
    std::atomic<int> answers = 0;
    for (int i = 0; i < 500; ++i) {
        auto receiver = std::make_unique<QObject>();
        worker.ask([i] { return i; }, receiver.get(), [&answers](int) { ++answers; });
    }
    bool last = false;
    worker.ask([] { return true; }, this, [&last](bool) { last = true; });
    QTRY_VERIFY(last);
    QCOMPARE(answers.load(), 0);
}

void TestWorker::destructionFinishesWhatWasPosted()
{
    int done = 0;
    {
        Worker worker(QStringLiteral("test"));
        for (int i = 0; i < 100; ++i)
            worker.post([&done] { ++done; });
    }
    QCOMPARE(done, 100);
}

WD_TEST(TestWorker)
#include "tst_worker.moc"
