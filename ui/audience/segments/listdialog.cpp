#include "ui/audience/segments/listdialog.h"

#include "models/workspace/workspace.h"
#include "ui/audience/segments/personvalues.h"
#include "ui/shared/buttons.h"
#include "ui/shared/field.h"
#include "ui/shared/formatting.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/searchfield.h"
#include "ui/shared/tableview.h"
#include "ui/shared/taborder.h"
#include "ui/texts/errortexts.h"

#include <QLineEdit>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace wd {

namespace {

constexpr int longestName = 50;
constexpr int mostShown = 100;
constexpr int unknownNamed = 5;

Rule idContains(const Attribute& id, const QString& text)
{
    Rule rule;
    rule.kind = Rule::Kind::Attribute;
    rule.attribute = id.key;
    rule.op = Operator::Contains;
    rule.values = {text};
    return rule;
}

// Of one kind; whose id has the text in it.
Segment onList(const QString& name, UserKind kind, const QString& text)
{
    Segment segment;
    segment.userKind = kind;
    Rule list;
    list.kind = Rule::Kind::List;
    list.list = name;
    segment.rule.children = {list};
    if (!text.isEmpty())
        segment.rule.children += idContains(kind == UserKind::Login ? loginIdAttribute() : visitorIdAttribute(), text);
    return segment;
}

} // namespace

ListDialog::ListDialog(Workspace& workspace, const PeopleList& list, const QString& uses, QWidget* parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_list(list)
    , m_name(new QLineEdit(list.name, this))
    , m_unknown(new InlineMessage(QStringLiteral("listUnknownIds"), this))
    , m_search(new SearchField(tr("Search by id"), QStringLiteral("listSearch"), this))
    , m_shown(mutedLabel({}, this))
    , m_rows(new QStandardItemModel(this))
    , m_table(new TableView(QStringLiteral("listPeople"), tr("People on the list"), this))
{
    setObjectName(QStringLiteral("listDialog"));
    setWindowTitle(tr("List “%1”").arg(list.name));
    resize(720, 560);
    m_name->setObjectName(QStringLiteral("listNewName"));
    m_name->setMaxLength(longestName);
    m_nameField = new Field(tr("Name of the list"), m_name, Field::Need::Required);
    if (!uses.isEmpty())
        m_nameField->setHint(tr("In use by %1: a new name holds there, too.").arg(uses));
    m_shown->setObjectName(QStringLiteral("listPeopleNote"));
    m_table->setModel(m_rows);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_search->setMaximumWidth(240);
    auto* head = new QHBoxLayout;
    head->addWidget(m_shown, 1);
    head->addWidget(m_search, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(16);
    layout->addWidget(m_nameField);
    layout->addWidget(m_unknown);
    layout->addLayout(head);
    layout->addWidget(m_table, 1);
    m_buttons = makeButtons();
    layout->addWidget(m_buttons);
    orderTabs();
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_nameField->setError({}); });
    connect(m_search, &SearchField::searched, this, &ListDialog::seek);
    workspace.segments().catalogue(this, [this](const Result<Catalogue>& catalogue) {
        if (!catalogue)
            return m_shown->setText(errorText(catalogue.error()));
        m_catalogue = *catalogue;
        seek();
    });
    readUnknown();
}

QWidget* ListDialog::makeButtons()
{
    auto* box = new QWidget(this);
    QPushButton* const replace
        = secondaryButton(tr("Replace by a file…"), QStringLiteral("import"), QStringLiteral("replaceList"), box);
    QPushButton* const cancel = secondaryButton(tr("Cancel"), {}, QStringLiteral("closeList"), box);
    QPushButton* const save = primaryButton(tr("Save"), QStringLiteral("check"), QStringLiteral("saveList"), box);
    for (QPushButton* const button : {replace, cancel})
        button->setAutoDefault(false);
    save->setDefault(true);
    auto* buttons = new QHBoxLayout(box);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(12);
    buttons->addWidget(replace);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(save);
    connect(replace, &QPushButton::clicked, this, [this] {
        emit replaceAsked(m_list);
        reject();
    });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(save, &QPushButton::clicked, this, &ListDialog::save);
    return box;
}

void ListDialog::orderTabs()
{
    chainTabs(m_name, {m_unknown, m_search, m_table, m_buttons});
}

void ListDialog::readUnknown()
{
    if (m_list.unknown == 0)
        return m_unknown->clear();
    m_workspace.lists().unknownIds(m_list.id, unknownNamed, this, [this](const Result<QStringList>& ids) {
        ids ? showUnknown(*ids) : m_unknown->show(Role::Error, errorText(ids.error()));
    });
}

void ListDialog::showUnknown(const QStringList& ids)
{
    const QString named
        = ids.join(tr(", ", "between ids")) + (m_list.unknown > ids.size() ? QStringLiteral(" …") : QString());
    m_unknown->show(Role::Neutral,
        tr("%n ids of the file are not known here: %1. They join the list as soon as an import brings them.", nullptr,
            int(m_list.unknown))
            .arg(named));
    m_unknown->addAction(tr("Add them as users"), QStringLiteral("addUnknownIds"), [this] { addUnknown(); });
    orderTabs();
}

void ListDialog::addUnknown()
{
    m_unknown->show(Role::Neutral,
        m_workspace.imports().isRunning() ? tr("Waiting for the import (or its undoing) to end …")
                                          : tr("Adding them …"));
    m_workspace.lists().addUnknown(m_list.id, this, [this](const Result<qint64>& added) {
        if (!added)
            return m_unknown->show(Role::Error, errorText(added.error()));
        m_unknown->show(
            Role::Ok, tr("%n users were added. Under Earlier imports they can be taken back.", nullptr, int(*added)));
        readList();
    });
}

void ListDialog::readList()
{
    m_workspace.lists().all(this, [this](const Result<QList<PeopleList>>& lists) {
        for (const PeopleList& list : lists ? *lists : QList<PeopleList>())
            if (list.id == m_list.id)
                m_list = list;
        seek();
    });
}

void ListDialog::seek()
{
    m_people.clear();
    read(UserKind::Login, ++m_seeking);
}

// Login users, then visitors.
void ListDialog::read(UserKind kind, quint64 seeking)
{
    const int most = mostShown - int(m_people.size());
    m_workspace.segments().people(onList(m_list.name, kind, m_search->text().trimmed()), most, this,
        [this, kind, seeking](const Result<QList<Person>>& people) {
            if (seeking != m_seeking)
                return;
            if (!people)
                return m_shown->setText(errorText(people.error()));
            m_people += *people;
            if (kind == UserKind::Login && m_people.size() < mostShown)
                return read(UserKind::Visitor, seeking);
            show(m_people);
        });
}

void ListDialog::show(const QList<Person>& people)
{
    const bool visitors = !people.isEmpty() && people.first().loginId.isEmpty();
    fillPeople(*m_table, *m_rows, people,
        attributesByRule({}, visitors ? UserKind::Visitor : UserKind::Login, m_catalogue), m_workspace.zone());
    if (const QString sought = m_search->text().trimmed(); !sought.isEmpty() && people.size() < mostShown)
        return m_shown->setText(people.isEmpty()
                ? tr("Nobody on the list has “%1” in the id.").arg(sought)
                : tr("%n people with “%1” in the id", nullptr, int(people.size())).arg(sought));
    const QString all = numberText(m_list.members);
    m_shown->setText(m_list.members > people.size()
            ? tr("%1 people; the first %n are shown.", nullptr, int(people.size())).arg(all)
            : tr("%1 people", nullptr, int(m_list.members)).arg(all));
}

void ListDialog::save()
{
    const QString name = m_name->text().trimmed();
    if (name.isEmpty())
        return m_nameField->setError(tr("Please give the list a name."), Field::Focus::Take);
    if (name == m_list.name)
        return accept();
    if (m_workspace.imports().isRunning())
        m_nameField->setWarning(tr("Waiting for the import (or its undoing) to end …"));
    m_workspace.lists().rename(m_list, name, this, [this, name](const Result<void>& renamed) {
        if (renamed)
            return accept();
        m_nameField->setError(renamed.error().kind == ErrorKind::Duplicate
                ? tr("There is a list “%1” already. Please choose another name.").arg(name)
                : errorText(renamed.error()),
            Field::Focus::Take);
    });
}

} // namespace wd
