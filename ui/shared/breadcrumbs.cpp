#include "ui/shared/breadcrumbs.h"

#include "ui/shared/buttons.h"

#include <QHBoxLayout>

namespace wd {

namespace {

constexpr int linkPadding = 3; // border and padding of a link in the style sheet: words stand as far apart as links

} // namespace

Breadcrumbs::Breadcrumbs(QWidget* parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
{
    setObjectName(QStringLiteral("breadcrumbs"));
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(6);
    setFixedHeight(24); // the same with links and without: titles stand where they stood on the page before
    hide();
}

void Breadcrumbs::setCrumbs(const QList<Crumb>& crumbs)
{
    while (QLayoutItem* item = m_row->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    QStringList words;
    for (const Crumb& crumb : crumbs) {
        if (!words.isEmpty()) {
            QLabel* separator = mutedLabel(QStringLiteral("›"), this);
            separator->setWordWrap(false);
            m_row->addWidget(separator);
        }
        words += crumb.text;
        if (crumb.route.isEmpty()) {
            QLabel* word = mutedLabel(crumb.text, this);
            word->setWordWrap(false);
            word->setContentsMargins(words.size() > 1 ? linkPadding : 0, 0, linkPadding, 0);
            m_row->addWidget(word);
            continue;
        }
        QPushButton* link = textButton(crumb.text, QString(), QStringLiteral("crumb%1").arg(words.size()), this);
        link->setProperty("look", QStringLiteral("crumb"));
        link->setFocusPolicy(Qt::TabFocus);
        connect(link, &QPushButton::clicked, this, [this, crumb] { emit chosen(crumb.route, crumb.arguments); });
        m_row->addWidget(link);
    }
    m_row->addStretch();
    setAccessibleName(words.join(QStringLiteral(" › ")));
    setVisible(!crumbs.isEmpty());
}

} // namespace wd
