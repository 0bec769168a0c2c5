// A named thread with an event loop, and the way answers come back from it.
#pragma once

#include <QMutex>
#include <QObject>
#include <QThread>

#include <functional>
#include <memory>

namespace wd {

// Delivers calls to a receiver's thread for as long as the receiver lives. May be copied to and used in any thread;
// create it in the receiver's thread.
class Courier {
public:
    explicit Courier(QObject* receiver);
    // Runs `call` in the receiver's event loop, or never if the receiver is gone by then.
    void post(std::function<void()> call) const;

private:
    struct Address {
        QMutex mutex;
        QObject* receiver = nullptr;
        QMetaObject::Connection farewell;
        ~Address() { QObject::disconnect(farewell); }
    };
    std::shared_ptr<Address> m_address;
};

class Worker {
public:
    explicit Worker(const QString& name);
    // Lets posted calls finish, then ends the thread.
    ~Worker();

    // Runs `call` in the worker's thread, in order.
    void post(std::function<void()> call) const;

    // Runs `work` in the worker's thread and hands what it returns to `then` in the receiver's (the calling) thread.
    template <typename Work, typename Then> void ask(Work work, QObject* receiver, Then then) const
    {
        post([work = std::move(work), courier = Courier(receiver), then = std::move(then)]() mutable {
            auto answer = std::make_shared<decltype(work())>(work());
            courier.post([answer, then = std::move(then)]() mutable { then(std::move(*answer)); });
        });
    }

    // Runs `call` in the worker's thread and waits for it. Only for start and shutdown.
    void run(const std::function<void()>& call) const;

    QThread* thread() { return &m_thread; }
    // An object that lives in the worker's thread: the context of connections whose slots must run there.
    QObject* context() const { return m_context; }

private:
    QThread m_thread;
    QObject* m_context;
};

} // namespace wd
