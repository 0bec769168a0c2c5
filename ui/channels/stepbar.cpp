#include "ui/channels/stepbar.h"

#include "ui/shared/buttons.h"
#include "ui/shared/icons.h"

namespace wd {

StepBar::StepBar(const QStringList& titles, QWidget* parent)
    : QWidget(parent)
    , m_titles(titles)
{
    setObjectName(QStringLiteral("stepBar"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (int i = 0; i < titles.size(); ++i) {
        if (i > 0) {
            auto* line = new QFrame(this);
            line->setProperty("look", QStringLiteral("line"));
            line->setFixedHeight(1);
            row->addWidget(line, 1);
        }
        auto* number = new QLabel(QString::number(i + 1), this);
        number->setProperty("look", QStringLiteral("step"));
        number->setFixedSize(24, 24);
        number->setAlignment(Qt::AlignCenter);
        auto* tick = new IconLabel(QStringLiteral("success"), Token::Ok, 24, this);
        m_numbers += number;
        m_ticks += tick;
        m_labels += textLabel(titles.at(i), this);
        m_labels.last()->setWordWrap(false);
        row->addWidget(number);
        row->addWidget(tick);
        row->addWidget(m_labels.last());
    }
    setStep(0);
}

void StepBar::setStep(int step)
{
    for (int i = 0; i < m_labels.size(); ++i) {
        m_numbers.at(i)->setVisible(i >= step);
        m_ticks.at(i)->setVisible(i < step);
        m_numbers.at(i)->setEnabled(i == step);
        QFont font = m_labels.at(i)->font();
        font.setWeight(i == step ? QFont::DemiBold : QFont::Normal);
        m_labels.at(i)->setFont(font);
    }
    setAccessibleName(
        tr("Step %1 of %2: %3").arg(QString::number(step + 1), QString::number(m_titles.size()), m_titles.value(step)));
}

} // namespace wd
