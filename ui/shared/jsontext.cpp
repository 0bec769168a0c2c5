#include "ui/shared/jsontext.h"

#include <QJsonDocument>

namespace wd {

namespace {

class Layout {
public:
    QString of(const QString& json)
    {
        for (m_at = 0; m_at < json.size(); ++m_at)
            add(json, json[m_at]);
        return m_text;
    }

private:
    void add(const QString& json, QChar sign)
    {
        if (m_inString) {
            m_text += sign;
            if (m_escaped)
                m_escaped = false;
            else if (sign == u'\\')
                m_escaped = true;
            else if (sign == u'"')
                m_inString = false;
        } else if (sign == u'"') {
            m_text += sign;
            m_inString = true;
        } else if (sign == u'{' || sign == u'[') {
            open(json, sign);
        } else if (sign == u'}' || sign == u']') {
            --m_depth;
            breakLine();
            m_text += sign;
        } else if (sign == u',') {
            m_text += sign;
            breakLine();
        } else if (sign == u':') {
            m_text += QLatin1String(": ");
        } else if (!sign.isSpace()) {
            m_text += sign;
        }
    }

    // An empty list or object stays on its line.
    void open(const QString& json, QChar sign)
    {
        m_text += sign;
        qsizetype next = m_at + 1;
        while (next < json.size() && json[next].isSpace())
            ++next;
        const QChar closing = sign == u'{' ? u'}' : u']';
        if (next < json.size() && json[next] == closing) {
            m_text += closing;
            m_at = next;
            return;
        }
        ++m_depth;
        breakLine();
    }

    void breakLine() { m_text += u'\n' + QString(2 * qMax(0, m_depth), u' '); }

    QString m_text;
    qsizetype m_at = 0;
    int m_depth = 0;
    bool m_inString = false;
    bool m_escaped = false;
};

} // namespace

QString prettyJson(const QByteArray& json)
{
    const QString text = QString::fromUtf8(json);
    QJsonParseError error;
    QJsonDocument::fromJson(json, &error);
    return error.error == QJsonParseError::NoError ? Layout().of(text) : text;
}

} // namespace wd
