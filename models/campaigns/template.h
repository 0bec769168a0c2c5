// The template language: a documented subset of Liquid, parsed once, rendered per person in microseconds.
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"

#include <QHash>
#include <QSet>
#include <QTimeZone>
#include <QVariant>

#include <memory>

namespace wd {

// What a template may read. Values are QString, qint64, double, bool, QDate or invalid (missing = nil).
struct TemplateData {
    QHash<QString, QVariant> user; // attribute key → value; also login_id, visitor_id
    QHash<QString, QVariant> parameters; // params.NAME
    QHash<QString, QVariant> campaign; // campaign.name
    UtcMs now = 0;
    QTimeZone zone = QTimeZone::utc();
};

struct RenderedText {
    QString text;
    bool skip = false; // {% skip "reason" %} was reached: leave this person out
    QString skipReason;
    QStringList missing; // user attributes that were output without a value and without a default,
                         // or chosen by (if … elsif …) without one and without an else; each once
    bool notANumber = false; // "NaN" or "Infinity" stands in it: a calculation came to nothing
};

class Template {
public:
    static constexpr int maximumOutput = 64 * 1024; // UTF-16 units
    static constexpr int maximumNesting = 32;

    // Errors: TemplateSyntax or TemplateTooLarge with `where` = "line:column", both from 1.
    static Result<Template> parse(const QString& source);
    Template(Template&&) noexcept;
    Template& operator=(Template&&) noexcept;
    ~Template();

    bool isPersonal() const; // mentions `user.`
    const QSet<QString>& userKeys() const; // attribute keys it reads
    Result<RenderedText> render(const TemplateData& data) const;

private:
    Template();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace wd
