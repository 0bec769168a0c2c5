#include "ui/audience/people/propertylist.h"

#include "ui/shared/buttons.h"
#include "ui/shared/elidedlabel.h"
#include "ui/texts/rulesentence.h"

#include <QGridLayout>
#include <QLineEdit>

namespace wd {

namespace {

enum PropertyColumn { Key, Type, Chinese, English, Choices, Removal };

bool hasChoices(const Property& property)
{
    return property.type == AttributeType::Text || property.type == AttributeType::Choice;
}

} // namespace

PropertyList::PropertyList(const QList<Property>& properties, QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    setProperty("look", QStringLiteral("pageBody"));
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(8);
    m_grid->setColumnStretch(Key, 3);
    m_grid->setColumnStretch(Chinese, 4);
    m_grid->setColumnStretch(English, 4);
    const QStringList heads{tr("Key"), tr("Type"), tr("Chinese name"), tr("English name"), tr("Values to offer")};
    for (int column = 0; column < heads.size(); ++column) {
        QLabel* const head = mutedLabel(heads.at(column), this);
        head->setWordWrap(false);
        m_grid->addWidget(head, 0, column);
    }
    for (const Property& property : properties)
        addLine(property);
}

QLineEdit* PropertyList::makeName(const QString& text, const QString& name, const QString& accessibleName)
{
    auto* line = new QLineEdit(text, this);
    line->setObjectName(name);
    line->setAccessibleName(accessibleName);
    return line;
}

void PropertyList::addLine(const Property& property)
{
    auto* key = new ElidedLabel(QStringLiteral("text"), this);
    key->setText(property.key);
    key->setMinimumWidth(80);
    QLabel* const type = mutedLabel(attributeTypeText(property.type), this);
    type->setWordWrap(false);
    QLineEdit* const zh = makeName(
        property.labelZh, QStringLiteral("propertyZh_") + property.key, tr("Chinese name of “%1”").arg(property.key));
    QLineEdit* const en = makeName(
        property.labelEn, QStringLiteral("propertyEn_") + property.key, tr("English name of “%1”").arg(property.key));
    for (QLineEdit* name : {zh, en})
        name->setPlaceholderText(property.key);
    QPushButton* const remove = iconButton(tr("Delete the property “%1”").arg(property.key), QStringLiteral("trash"),
        QStringLiteral("removeProperty_") + property.key, this);
    connect(remove, &QPushButton::clicked, this, [this, property] { emit removalWanted(property); });
    QPushButton* const choices = makeChoices(property);
    const QList<QWidget*> widgets{key, type, zh, en, choices, remove};
    const int row = m_grid->rowCount();
    for (int column = 0; column < widgets.size(); ++column)
        if (widgets.at(column))
            m_grid->addWidget(widgets.at(column), row, column);
    m_lines.append({property, zh, en, choices, widgets});
    setChoices(property.id, property.choices);
}

QPushButton* PropertyList::makeChoices(const Property& property)
{
    if (!hasChoices(property))
        return nullptr;
    QPushButton* const button = textButton({}, {}, QStringLiteral("propertyChoices_") + property.key, this);
    connect(button, &QPushButton::clicked, this, [this, id = property.id] { emit choicesWanted(propertyOf(id)); });
    return button;
}

Property PropertyList::propertyOf(qint64 id) const
{
    for (const Property& property : properties())
        if (property.id == id)
            return property;
    return {};
}

void PropertyList::setChoices(qint64 id, const QStringList& choices)
{
    for (Line& line : m_lines) {
        if (line.property.id != id)
            continue;
        line.property.choices = choices;
        if (!line.choices)
            return;
        line.choices->setText(choices.isEmpty() ? tr("Set…") : tr("%Ln values", nullptr, int(choices.size())));
        line.choices->setAccessibleName(tr("Values to offer for “%1”").arg(line.property.key));
        line.choices->setToolTip(choices.join(u'\n'));
    }
}

QList<Property> PropertyList::properties() const
{
    QList<Property> all;
    for (const Line& line : m_lines) {
        Property property = line.property;
        property.labelZh = line.zh->text().trimmed();
        property.labelEn = line.en->text().trimmed();
        all += property;
    }
    return all;
}

void PropertyList::remove(qint64 id)
{
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        if (m_lines.at(i).property.id != id)
            continue;
        for (QWidget* widget : m_lines.at(i).widgets) {
            if (!widget)
                continue;
            widget->hide();
            widget->deleteLater();
        }
        m_lines.removeAt(i);
        return;
    }
}

} // namespace wd
