#include "models/base/worker.h"

namespace wd {

Courier::Courier(QObject* receiver)
    : m_address(std::make_shared<Address>())
{
    m_address->receiver = receiver;
    // Direct: ~QObject emits this before it drops posted events, so nothing can be posted to freed memory.
    const std::weak_ptr<Address> weak = m_address;
    m_address->farewell = QObject::connect(
        receiver, &QObject::destroyed, receiver,
        [weak] {
            const std::shared_ptr<Address> address = weak.lock();
            if (!address)
                return;
            const QMutexLocker lock(&address->mutex);
            address->receiver = nullptr;
        },
        Qt::DirectConnection);
}

void Courier::post(std::function<void()> call) const
{
    const QMutexLocker lock(&m_address->mutex);
    if (m_address->receiver)
        QMetaObject::invokeMethod(m_address->receiver, std::move(call), Qt::QueuedConnection);
}

Worker::Worker(const QString& name)
    : m_context(new QObject)
{
    m_thread.setObjectName(name);
    m_context->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_context, &QObject::deleteLater);
    m_thread.start();
}

Worker::~Worker()
{
    // First all that was posted. The end is not posted too: the thread could be gone while that post still wakes it.
    run([] {});
    m_thread.quit();
    m_thread.wait();
}

void Worker::post(std::function<void()> call) const
{
    QMetaObject::invokeMethod(m_context, std::move(call), Qt::QueuedConnection);
}

void Worker::run(const std::function<void()>& call) const
{
    if (QThread::currentThread() == &m_thread)
        return call();
    QMetaObject::invokeMethod(m_context, call, Qt::BlockingQueuedConnection);
}

} // namespace wd
