#include "ui/channels/stepbar.h"

#include "ui/shared/buttons.h"
#include "ui/shared/icons.h"

#include <QStyle>

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
        QPushButton* const button = textButton(titles.at(i), {}, QStringLiteral("step%1").arg(i + 1), this);
        button->setProperty("look", QStringLiteral("stepTitle"));
        connect(button, &QPushButton::clicked, this, [this, i] { emit chosen(i); });
        m_buttons += button;
        row->addWidget(number);
        row->addWidget(tick);
        row->addWidget(button);
    }
    setStep(0, 0);
}

void StepBar::setStep(int step, int reached)
{
    for (int i = 0; i < m_buttons.size(); ++i) {
        const bool done = i != step && i < reached;
        m_numbers.at(i)->setVisible(!done);
        m_ticks.at(i)->setVisible(done);
        m_numbers.at(i)->setEnabled(i == step);
        QPushButton* const button = m_buttons.at(i);
        button->setEnabled(i != step && i <= reached);
        button->setToolTip(i == step || i <= reached ? QString() : tr("Comes once the steps before it are filled in."));
        for (QWidget* part : std::initializer_list<QWidget*>{m_numbers.at(i), button}) {
            part->setProperty("here", i == step);
            part->style()->unpolish(part);
            part->style()->polish(part);
        }
    }
    setAccessibleName(
        tr("Step %1 of %2: %3").arg(QString::number(step + 1), QString::number(m_titles.size()), m_titles.value(step)));
}

} // namespace wd
