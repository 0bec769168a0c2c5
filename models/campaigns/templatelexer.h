// Cuts a template into plain text and, inside {{ }} and {% %}, into words, literals and signs.
#pragma once

#include "models/base/error.h"
#include "models/campaigns/templatenodes.h"

#include <optional>

namespace wd {

struct TemplateToken {
    enum class Kind { Word, Text, Number, Sign, Close, End };
    Kind kind = Kind::End;
    qsizetype at = 0;
    QString text; // as it stands in the source
    TemplateValue value; // of Text and Number

    bool is(QStringView sign) const { return kind == Kind::Sign && text == sign; }
    bool isWord(QStringView word) const { return kind == Kind::Word && text == word; }
};

// What opens next: {{ or {%, or the end of the source.
enum class TemplateOpening { Output, Tag, End };

// The first fault is kept; after it there is nothing but End, so whoever reads comes to an end by itself.
class TemplateLexer {
public:
    explicit TemplateLexer(const QString& source);

    // Outside: the text up to the next opening, trimmed as the dashes on both its sides say; then inside.
    QString text(TemplateOpening& opening);
    qsizetype at() const { return m_at; }
    // Inside: where the {{ or {% stands.
    qsizetype openedAt() const { return m_openedAt; }
    const TemplateToken& peek();
    TemplateToken take();
    // The word right after a ".", which may begin with a digit.
    QString takeKey();
    // Takes }} or %}; anything else is a fault. `expected` says what else could have stood here.
    void close(const QString& expected = {});

    // Outside, after {% raw %} or {% comment %}: everything up to {% endNAME %}, which is taken too.
    QString verbatim(const QString& endName);
    void skipToClose();

    void fail(qsizetype at, const QString& found, const QString& expected);
    void failAt(const TemplateToken& token, const QString& expected);
    const std::optional<Error>& error() const { return m_error; }
    TemplatePosition position(qsizetype at) const;

private:
    TemplateToken next();
    TemplateToken quoted();
    TemplateToken number();
    TemplateToken sign();
    QString closing() const { return m_inTag ? QStringLiteral("%}") : QStringLiteral("}}"); }
    QString wordAt(qsizetype at) const;
    bool startsWith(qsizetype at, QStringView text) const;
    // A dash that belongs to -}} or -%}.
    bool isTrimDash(qsizetype at) const;
    qsizetype afterSpace(qsizetype at) const;
    QString snippet(qsizetype from) const;

    QString m_source;
    qsizetype m_at = 0;
    qsizetype m_openedAt = 0;
    bool m_inTag = false;
    bool m_trimNext = false;
    std::optional<TemplateToken> m_peeked;
    std::optional<Error> m_error;
    mutable qsizetype m_countedTo = 0; // line and column of this place are known
    mutable TemplatePosition m_counted;
};

} // namespace wd
