#include "ui/audience/people/propertylist.h"

#include "ui/shared/buttons.h"
#include "ui/shared/elidedlabel.h"
#include "ui/texts/rulesentence.h"

#include <QGridLayout>
#include <QLineEdit>

namespace wd {

namespace {

enum PropertyColumn { Key, Type, Chinese, English, Removal };

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
    const QStringList heads{tr("Property"), tr("Type"), tr("Chinese name"), tr("English name")};
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
    QPushButton* const remove = iconButton(tr("Delete the property “%1”").arg(property.key), QStringLiteral("trash"),
        QStringLiteral("removeProperty_") + property.key, this);
    connect(remove, &QPushButton::clicked, this, [this, property] { emit removalWanted(property); });
    const QList<QWidget*> widgets{key, type, zh, en, remove};
    const int row = m_grid->rowCount();
    for (int column = 0; column < widgets.size(); ++column)
        m_grid->addWidget(widgets.at(column), row, column);
    m_lines.append({property, zh, en, widgets});
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
            widget->hide();
            widget->deleteLater();
        }
        m_lines.removeAt(i);
        return;
    }
}

} // namespace wd
