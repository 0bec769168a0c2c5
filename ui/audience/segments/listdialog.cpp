#include "ui/audience/segments/listdialog.h"

#include "models/workspace/workspace.h"
#include "ui/audience/segments/personvalues.h"
#include "ui/shared/buttons.h"
#include "ui/shared/field.h"
#include "ui/shared/formatting.h"
#include "ui/shared/tableview.h"
#include "ui/texts/errortexts.h"

#include <QLineEdit>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace wd {

namespace {

constexpr int longestName = 50;
constexpr int mostShown = 100;

Segment onList(const QString& name, UserKind kind)
{
    Segment segment;
    segment.userKind = kind;
    segment.rule.kind = Rule::Kind::List;
    segment.rule.list = name;
    return segment;
}

} // namespace

ListDialog::ListDialog(Workspace& workspace, const PeopleList& list, const QString& uses, QWidget* parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_list(list)
    , m_name(new QLineEdit(list.name, this))
    , m_shown(mutedLabel({}, this))
    , m_rows(new QStandardItemModel(this))
    , m_table(new TableView(QStringLiteral("listPeople"), tr("People on the list"), this))
{
    setObjectName(QStringLiteral("listDialog"));
    setWindowTitle(tr("List “%1”").arg(list.name));
    resize(720, 520);
    m_name->setObjectName(QStringLiteral("listNewName"));
    m_name->setMaxLength(longestName);
    m_nameField = new Field(tr("Name of the list"), m_name, Field::Need::Required);
    m_shown->setObjectName(QStringLiteral("listPeopleNote"));
    m_table->setModel(m_rows);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    QPushButton* const cancel = secondaryButton(tr("Cancel"), {}, QStringLiteral("closeList"), this);
    QPushButton* const save = primaryButton(tr("Save"), QStringLiteral("check"), QStringLiteral("saveList"), this);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(12);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(save);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(16);
    layout->addWidget(m_nameField);
    layout->addWidget(m_shown);
    layout->addWidget(m_table, 1);
    layout->addLayout(buttons);
    if (!uses.isEmpty()) {
        m_name->setReadOnly(true);
        m_nameField->setHint(tr("In use by %1: its name stays as it is.").arg(uses));
        save->hide();
        cancel->setText(tr("Close"));
        cancel->setAccessibleName(cancel->text());
    }
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(save, &QPushButton::clicked, this, &ListDialog::save);
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_nameField->setError({}); });
    workspace.segments().catalogue(this, [this](const Result<Catalogue>& catalogue) {
        if (!catalogue)
            return m_shown->setText(errorText(catalogue.error()));
        m_catalogue = *catalogue;
        read(UserKind::Login);
    });
}

// Login users, then visitors.
void ListDialog::read(UserKind kind)
{
    const int most = mostShown - int(m_people.size());
    m_workspace.segments().people(
        onList(m_list.name, kind), most, this, [this, kind](const Result<QList<Person>>& people) {
            if (!people)
                return m_shown->setText(errorText(people.error()));
            m_people += *people;
            if (kind == UserKind::Login && m_people.size() < mostShown)
                return read(UserKind::Visitor);
            show(m_people);
        });
}

void ListDialog::show(const QList<Person>& people)
{
    const bool visitors = !people.isEmpty() && people.first().loginId.isEmpty();
    fillPeople(*m_table, *m_rows, people,
        attributesByRule({}, visitors ? UserKind::Visitor : UserKind::Login, m_catalogue), m_workspace.zone());
    const QString all = numberText(m_list.members);
    m_shown->setText(m_list.members > people.size()
            ? tr("%1 people; the first %n are shown.", nullptr, int(people.size())).arg(all)
            : tr("%1 people", nullptr, int(m_list.members)).arg(all));
    m_table->setVisible(!people.isEmpty());
}

void ListDialog::save()
{
    const QString name = m_name->text().trimmed();
    if (name.isEmpty())
        return m_nameField->setError(tr("Please give the list a name."), Field::Focus::Take);
    if (name == m_list.name)
        return accept();
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
