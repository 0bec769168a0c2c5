#include "ui/audience/segments/whyview.h"

#include "models/workspace/workspace.h"
#include "ui/audience/people/persontexts.h"
#include "ui/audience/segments/findinglist.h"
#include "ui/shared/buttons.h"
#include "ui/shared/clearlayout.h"
#include "ui/shared/field.h"
#include "ui/shared/statepill.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/rulesentence.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace wd {

namespace {

constexpr int mostFound = 8;
constexpr qsizetype tellingValues = 2;
constexpr int besideWords = 24; // of a button: its padding

QString idOf(const Person& person)
{
    return person.loginId.isEmpty() ? person.visitorId : person.loginId;
}

} // namespace

WhyView::WhyView(const PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_person(new QLineEdit(this))
    , m_ask(secondaryButton(tr("Explain"), {}, QStringLiteral("askWhy"), this))
    , m_verdict(new StatePill(this))
    , m_who(mutedLabel({}, this))
    , m_found(new QVBoxLayout)
    , m_findings(new FindingList(this))
{
    m_person->setObjectName(QStringLiteral("whyPerson"));
    m_person->setPlaceholderText(tr("Id, name or phone"));
    m_field = new Field(tr("Why is somebody in it, or not?"), m_person, Field::Need::Optional, this);
    m_field->addBeside(m_ask);
    m_verdict->setObjectName(QStringLiteral("whyVerdict"));
    m_who->setObjectName(QStringLiteral("whyWho"));
    m_found->setSpacing(2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 12, 0, 4);
    layout->setSpacing(10);
    layout->addWidget(m_field);
    layout->addWidget(m_verdict, 0, Qt::AlignLeft);
    layout->addWidget(m_who);
    layout->addLayout(m_found);
    layout->addWidget(m_findings);
    layout->addStretch();
    clear();
    connect(m_ask, &QPushButton::clicked, this, [this] { ask(m_person->text().trimmed()); });
    connect(m_person, &QLineEdit::returnPressed, this, [this] { ask(m_person->text().trimmed()); });
    connect(m_person, &QLineEdit::textEdited, this, [this] { m_field->setError({}); });
}

void WhyView::clear()
{
    m_verdict->hide();
    m_who->setText(tr("Type somebody's id or name: each condition is shown with what was found about them."));
    m_who->show();
    clearLayout(*m_found);
    m_findings->clear();
    emit contentChanged();
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
        return m_field->setError(tr("Please type an id or a name first."), Field::Focus::Take);
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
            if (explained.error().kind == ErrorKind::NotFound && explained.error().where.isEmpty())
                return seek();
            clear();
            m_field->setError(errorText(explained.error()));
        });
}

// No id: a name, perhaps. One more than is shown tells whether there are more.
void WhyView::seek()
{
    m_context.workspace.people().find(
        m_asked, mostFound + 1, this, [this, number = m_number](const Result<QList<Person>>& people) {
            if (number != m_number)
                return;
            clear();
            if (!people)
                return m_field->setError(errorText(people.error()));
            if (people->isEmpty())
                return m_field->setError(tr("Nobody has “%1” in an id or a text.").arg(m_asked));
            if (people->size() == 1)
                return ask(idOf(people->first()));
            m_asked.clear();
            offer(*people);
        });
}

void WhyView::offer(const QList<Person>& people)
{
    m_field->setError({});
    m_who->setText(people.size() > mostFound
            ? tr("The first %Ln people found; type more to narrow it down. Who is meant?", nullptr, mostFound)
            : tr("%Ln people found. Who is meant?", nullptr, int(people.size())));
    for (const Person& person : people.mid(0, mostFound)) {
        const QString words = wordsOf(person);
        const QString shown = fontMetrics().elidedText(words, Qt::ElideRight, width() - besideWords);
        QPushButton* const one = textButton(withoutMnemonic(shown), {}, QStringLiteral("whyFound"), this);
        one->setToolTip(words);
        one->setAccessibleName(words);
        one->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // the card stays as wide as it is
        connect(one, &QPushButton::clicked, this, [this, id = idOf(person)] { ask(id); });
        m_found->addWidget(one, 0, Qt::AlignLeft);
    }
    emit contentChanged();
    emit answered();
}

QString WhyView::wordsOf(const Person& person) const
{
    QStringList words{idOf(person)};
    for (const Attribute& attribute : tellingAttributes(m_catalogue, tellingValues))
        if (const QString value = valueText(person.values.value(attribute.key), m_context.workspace.zone());
            !value.isEmpty())
            words += value;
    return words.join(QStringLiteral(" · "));
}

void WhyView::show(const ExplainedPerson& explained)
{
    m_field->setError({});
    const Explanation& answer = explained.explanation;
    m_verdict->set(answer.selected ? Role::Ok : Role::Neutral, answer.selected ? tr("In it") : tr("Not in it"),
        answer.selected ? QStringLiteral("success") : QStringLiteral("minus"));
    m_verdict->show();
    clearLayout(*m_found);
    const bool visitors = m_segment.userKind == UserKind::Visitor;
    m_who->setText(answer.ofKind ? wordsOf(explained.person)
            : visitors           ? tr("This person is a login user; the segment holds visitors only.")
                                 : tr("This person is a visitor; the segment holds login users only."));
    m_findings->show(answer.finding, m_catalogue, m_context.workspace.zone());
    emit contentChanged();
    emit answered();
}

} // namespace wd
