#include "ui/testing/phasebar.h"

#include "ui/shared/formatting.h"
#include "ui/shared/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace wd {

namespace {

// -1: not reached.
QList<qint64> lengthsOf(const Exchange& exchange)
{
    QList<qint64> lengths;
    qint64 from = 0;
    for (qint64 at : {exchange.connectedMs, exchange.sentMs, exchange.firstByteMs, exchange.totalMs}) {
        lengths += at < 0 ? -1 : qMax(qint64(0), at - from);
        from = at < 0 ? from : at;
    }
    return lengths;
}

} // namespace

PhaseBar::PhaseBar(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("phaseBar"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void PhaseBar::setExchange(const Exchange& exchange)
{
    m_lengths = lengthsOf(exchange);
    setAccessibleName(words(exchange));
    update();
}

QString PhaseBar::words(const Exchange& exchange)
{
    const QStringList names{tr("connect %1"), tr("send %1"), tr("wait %1"), tr("receive %1")};
    const QList<qint64> lengths = lengthsOf(exchange);
    QStringList parts;
    for (int i = 0; i < names.size(); ++i)
        if (lengths.at(i) >= 0)
            parts += names.at(i).arg(durationText(lengths.at(i)));
    return parts.join(QStringLiteral(" · "));
}

void PhaseBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath round;
    round.addRoundedRect(rect(), 4, 4);
    painter.setClipPath(round);
    painter.fillRect(rect(), color(Token::Border));
    qint64 total = 0;
    for (qint64 length : std::as_const(m_lengths))
        total += qMax(qint64(0), length);
    if (total == 0)
        return;
    const Token tokens[] = {Token::Muted, Token::Warning, Token::Accent, Token::Ok};
    double x = 0;
    for (int i = 0; i < m_lengths.size(); ++i) {
        const double wide = double(qMax(qint64(0), m_lengths.at(i))) * width() / double(total);
        painter.fillRect(QRectF(x, 0, wide, height()), color(tokens[i]));
        x += wide;
    }
}

} // namespace wd
