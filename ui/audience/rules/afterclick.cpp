#include "ui/audience/rules/afterclick.h"

#include <QCoreApplication>
#include <QEvent>
#include <QGuiApplication>

namespace wd {

namespace {

class Release final : public QObject {
public:
    Release(QObject* receiver, std::function<void()> then)
        : QObject(receiver)
        , m_then(std::move(then))
    {
        qApp->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() != QEvent::MouseButtonRelease)
            return false;
        qApp->removeEventFilter(this);
        QMetaObject::invokeMethod(
            this,
            [this] {
                deleteLater();
                m_then();
            },
            Qt::QueuedConnection); // whoever is clicked hears of it first
        return false;
    }

private:
    std::function<void()> m_then;
};

} // namespace

void afterClick(QObject* receiver, std::function<void()> then)
{
    if (QGuiApplication::mouseButtons() == Qt::NoButton)
        return then();
    new Release(receiver, std::move(then));
}

} // namespace wd
