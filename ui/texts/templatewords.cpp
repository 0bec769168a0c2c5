#include "ui/texts/templatewords.h"

#include "models/campaigns/templatelexer.h"

namespace wd {

namespace {

using Kind = TemplateToken::Kind;

class Reading {
public:
    Reading(const QString& source, const std::function<QString(const QString&)>& label)
        : m_lexer(source)
        , m_label(label)
    {
    }

    // Empty when the source is no template.
    QString words()
    {
        QString words;
        for (TemplateOpening opening = TemplateOpening::Output; opening != TemplateOpening::End;) {
            words += m_lexer.text(opening);
            if (opening == TemplateOpening::Output)
                words += output();
            else if (opening == TemplateOpening::Tag)
                tag(words);
        }
        return m_lexer.error() ? QString() : words;
    }

private:
    QString output()
    {
        const TemplateToken root = m_lexer.take();
        QString name = root.kind == Kind::Text ? textOf(root.value) : root.text;
        if (root.isWord(u"user")) {
            if (m_lexer.peek().is(u".")) {
                m_lexer.take();
                name = m_label(m_lexer.takeKey());
            } else if (m_lexer.peek().is(u"[")) {
                m_lexer.take();
                name = m_label(textOf(m_lexer.take().value));
            }
        }
        toClose();
        return QStringLiteral("〔%1〕").arg(name);
    }

    // Of a choice, what it chooses from: 〔先生/女士〕.
    void tag(QString& words)
    {
        const QString name = m_lexer.take().text;
        if (name == u"raw" || name == u"comment") {
            toClose();
            const QString inside = m_lexer.verbatim(QStringLiteral("end") + name);
            words += name == u"raw" ? inside : QString();
            return;
        }
        if (name == u"if" || name == u"unless" || name == u"case")
            words += u'〔';
        else if (name == u"endif" || name == u"endunless" || name == u"endcase")
            words += u'〕';
        else if ((name == u"elsif" || name == u"else" || name == u"when") && !words.trimmed().endsWith(u'〔'))
            words += u'/';
        toClose();
    }

    void toClose()
    {
        Kind kind = Kind::Word;
        while (kind != Kind::Close && kind != Kind::End)
            kind = m_lexer.take().kind;
    }

    TemplateLexer m_lexer;
    const std::function<QString(const QString&)>& m_label;
};

} // namespace

QString templateWords(const QString& source, const std::function<QString(const QString&)>& label)
{
    const QString words = Reading(source, label).words();
    return (words.isEmpty() ? source : words).simplified();
}

} // namespace wd
