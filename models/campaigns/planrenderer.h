// Turns the people of a run into what requests say about them.
#pragma once

#include "models/base/reason.h"
#include "models/campaigns/plan.h"
#include "models/campaigns/template.h"
#include "models/channels/contract.h"

#include <QVariantList>

#include <vector>

namespace wd {

struct PersonRendering {
    Reason reason = Reason::None; // None: the person is in the request
    QString detail; // of the reason: the attribute's key, the text's own words
    RecipientFields fields;
    QStringList missingInText; // attribute keys that a text reads without a value or default
    bool notANumber = false; // "NaN" or "Infinity" stands in a text
};

// What is the same for everybody, without recipients.
struct SharedRendering {
    Reason reason = Reason::None; // None: it can be sent; else why no text, so no message, comes of it
    QString detail; // of the reason: the parameter's name, the text's own words
    MessageContent content;
    bool notANumber = false; // "NaN" or "Infinity" stands in a text
};

// Immutable after make(): may be used by several threads at once.
class PlanRenderer {
public:
    // Errors: those of Template::parse with the parameter's name in front of `where`; an unknown zone.
    static Result<std::shared_ptr<const PlanRenderer>> make(const Plan& plan);

    // Names, message id and the texts that are the same for all.
    SharedRendering shared(const QString& messageId, UtcMs now) const;
    // `values` are in the order of Plan::attributes. A text that is the same for all keeps out everybody.
    PersonRendering person(const QVariantList& values, UtcMs now) const;

    const Plan& plan() const { return m_plan; }
    // The people are known by this text in delivery.recipient: the recipient id, else login id, else visitor id.
    QString recipient(const QVariantList& values) const;

private:
    struct Text {
        int parameter = 0; // index into plan().parameters
        bool personal = false;
        Template content;
    };
    struct TextRendering {
        Reason reason = Reason::None;
        QString detail;
        QString text;
        QStringList missing; // attribute keys
        bool notANumber = false;
    };
    struct Field {
        QString name;
        int value = -1; // index into the values
        const UserAttribute* attribute = nullptr; // null: the recipient id
    };

    explicit PlanRenderer(const Plan& plan)
        : m_plan(plan)
    {
    }
    void addFields();
    TemplateData templateData(UtcMs now) const;
    TextRendering render(const Text& text, const TemplateData& data) const;
    void addUserFields(const QVariantList& values, PersonRendering& person) const;
    void addTexts(const QVariantList& values, UtcMs now, PersonRendering& person) const;

    Plan m_plan;
    QTimeZone m_zone;
    std::vector<Text> m_texts;
    QList<Field> m_fields;
};

} // namespace wd
