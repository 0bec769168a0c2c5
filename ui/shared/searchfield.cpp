#include "ui/shared/searchfield.h"

#include "ui/shared/clearbutton.h"
#include "ui/shared/icons.h"

namespace wd {

SearchField::SearchField(const QString& placeholder, const QString& name, QWidget* parent)
    : QLineEdit(parent)
{
    setObjectName(name);
    setAccessibleName(placeholder);
    setPlaceholderText(placeholder);
    addClearButton(*this);
    addAction(icon(QStringLiteral("search"), Token::Muted), QLineEdit::LeadingPosition);
    setFixedWidth(240);
    m_rest.setSingleShot(true);
    m_rest.setInterval(200);
    connect(&m_rest, &QTimer::timeout, this, &SearchField::tell);
    connect(this, &QLineEdit::textEdited, &m_rest, qOverload<>(&QTimer::start));
    connect(this, &QLineEdit::returnPressed, this, &SearchField::tell);
    connect(this, &QLineEdit::textChanged, this, [this](const QString& now) {
        if (now.isEmpty())
            tell();
    });
}

void SearchField::tell()
{
    m_rest.stop();
    const QString now = text().trimmed();
    if (now == m_told)
        return;
    m_told = now;
    emit searched(now);
}

} // namespace wd
