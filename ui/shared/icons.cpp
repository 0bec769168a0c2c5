#include "ui/shared/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace wd {

namespace {

QPixmap rendered(const QString& name, const QColor& tint, const QSize& pixels)
{
    const QString key
        = QStringLiteral("wd-icon/%1/%2/%3x%4").arg(name, tint.name()).arg(pixels.width()).arg(pixels.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("no icon \"%s\"", qPrintable(name));
        return pixmap;
    }
    QSvgRenderer renderer(file.readAll().replace("currentColor", tint.name().toLatin1()));
    QPainter painter(&pixmap);
    renderer.render(&painter);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

// Asks for the colour when it paints, so that icons need no new life after a change of theme.
class TintedIcon final : public QIconEngine {
public:
    TintedIcon(QString name, Token token)
        : m_name(std::move(name))
        , m_token(token)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1;
        painter->drawPixmap(rect, pixmap(rect.size() * ratio, mode, state));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override
    {
        return rendered(m_name, color(mode == QIcon::Disabled ? Token::Outline : m_token), size);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        return pixmap(size, mode, state);
    }

    QIconEngine* clone() const override { return new TintedIcon(m_name, m_token); }

private:
    QString m_name;
    Token m_token;
};

} // namespace

QIcon icon(const QString& name, Token token)
{
    return QIcon(new TintedIcon(name, token));
}

IconLabel::IconLabel(const QString& name, Token token, int side, QWidget* parent)
    : QWidget(parent)
    , m_icon(icon(name, token))
    , m_side(side)
{
    setFixedSize(side, side);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void IconLabel::setIcon(const QString& name, Token token)
{
    m_icon = icon(name, token);
    update();
}

void IconLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    m_icon.paint(&painter, rect());
}

} // namespace wd
