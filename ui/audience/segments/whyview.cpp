#include "ui/audience/segments/whyview.h"

#include "models/workspace/workspace.h"
#include "ui/audience/segments/findinglist.h"
#include "ui/shared/buttons.h"
#include "ui/shared/field.h"
#include "ui/shared/statepill.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/rulesentence.h"

#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

namespace wd {

WhyView::WhyView(const PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_person(new QLineEdit(this))
    , m_ask(secondaryButton(tr("Explain"), {}, QStringLiteral("askWhy"), this))
    , m_verdict(new StatePill(this))
    , m_who(mutedLabel({}, this))
    , m_findings(new FindingList(this))
{
    m_person->setObjectName(QStringLiteral("whyPerson"));
    m_person->setPlaceholderText(tr("Login id or visitor id"));
    m_field = new Field(tr("Why is somebody in it, or not?"), m_person, Field::Need::Optional, this);
    m_field->addBeside(m_ask);
    m_verdict->setObjectName(QStringLiteral("whyVerdict"));
    m_who->setObjectName(QStringLiteral("whyWho"));
    auto* inside = new QWidget(this);
    inside->setProperty("look", QStringLiteral("pageBody"));
    auto* lines = new QVBoxLayout(inside);
    lines->setContentsMargins(0, 4, 8, 4);
    lines->setSpacing(10);
    lines->addWidget(m_verdict, 0, Qt::AlignLeft);
    lines->addWidget(m_who);
    lines->addWidget(m_findings);
    lines->addStretch();
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("whyScroll"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inside);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 12, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_field);
    layout->addWidget(scroll, 1);
    clear();
    connect(m_ask, &QPushButton::clicked, this, [this] { ask(m_person->text().trimmed()); });
    connect(m_person, &QLineEdit::returnPressed, this, [this] { ask(m_person->text().trimmed()); });
    connect(m_person, &QLineEdit::textEdited, this, [this] { m_field->setError({}); });
}

void WhyView::clear()
{
    m_verdict->hide();
    m_who->setText(tr("Type somebody's id: each condition is shown with what was found about them."));
    m_who->show();
    m_findings->clear();
}

void WhyView::setSegment(const Segment& segment, const Catalogue& catalogue)
{
    m_segment = segment;
    m_catalogue = catalogue;
    wd::setBlocked(m_ask, {});
    if (!m_asked.isEmpty())
        ask();
}

void WhyView::takeFocus()
{
    m_person->setFocus();
}

void WhyView::setBlocked(const QString& reason)
{
    ++m_number;
    wd::setBlocked(m_ask, reason);
}

void WhyView::ask(const QString& person)
{
    m_person->setText(person);
    if (person.isEmpty())
        return m_field->setError(tr("Please type an id first."), Field::Focus::Take);
    if (!m_ask->isEnabled())
        return;
    m_asked = person;
    ask();
}

void WhyView::ask()
{
    const quint64 number = ++m_number;
    m_context.workspace.segments().explain(
        m_segment, m_asked, this, [this, number](const Result<ExplainedPerson>& explained) {
            if (number != m_number)
                return;
            if (explained)
                return show(*explained);
            clear();
            m_field->setError(explained.error().kind == ErrorKind::NotFound && explained.error().where.isEmpty()
                    ? tr("Nobody is known by the id %1.").arg(m_asked)
                    : errorText(explained.error()));
        });
}

void WhyView::show(const ExplainedPerson& explained)
{
    m_field->setError({});
    const Explanation& answer = explained.explanation;
    m_verdict->set(answer.selected ? Role::Ok : Role::Neutral, answer.selected ? tr("In it") : tr("Not in it"),
        answer.selected ? QStringLiteral("success") : QStringLiteral("minus"));
    m_verdict->show();
    const bool visitors = m_segment.userKind == UserKind::Visitor;
    m_who->setText(answer.ofKind ? QString()
            : visitors           ? tr("This person is a login user; the segment holds visitors only.")
                                 : tr("This person is a visitor; the segment holds login users only."));
    m_who->setVisible(!answer.ofKind);
    m_findings->show(answer.finding, m_catalogue, m_context.workspace.zone());
}

} // namespace wd
