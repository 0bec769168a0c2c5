#include "ui/audience/importing/undoquestion.h"

#include "models/workspace/workspace.h"
#include "ui/audience/importing/importtexts.h"
#include "ui/audience/people/persontexts.h"
#include "ui/shared/confirm.h"
#include "ui/shared/inlinemessage.h"
#include "ui/texts/errortexts.h"

#include <QApplication>
#include <QWidget>

namespace wd {

namespace {

class UndoQuestion {
    Q_DECLARE_TR_FUNCTIONS(wd::UndoQuestion)
public:
    static QString waiting() { return tr("Finding out what undoing the import would change …"); }
    static QString action() { return tr("Undo this import"); }
    static QString counts(const QList<AudienceUse>& uses)
    {
        return tr("What these count changes:") + u'\n' + usesText(uses);
    }
};

// What a channel's texts say of people is no count.
QList<AudienceUse> counting(QList<AudienceUse> uses)
{
    uses.removeIf([](const AudienceUse& use) { return use.kind == AudienceUse::Kind::Channel; });
    return uses;
}

} // namespace

void askToUndo(
    QWidget* parent, const PageContext& context, qint64 import, InlineMessage* message, std::function<void()> then)
{
    message->show(Role::Neutral, UndoQuestion::waiting());
    const auto fail = [message, toast = context.toast](const Error& error) {
        message->clear();
        toast(errorText(error), {}, {});
    };
    CatalogueService& catalogue = context.workspace.catalogue();
    context.workspace.imports().past(import, parent, [=, &catalogue](const Result<PastImport>& past) {
        if (!past)
            return fail(past.error());
        catalogue.uses(
            past->attributes, past->events, parent, [=, past = *past](const Result<QList<AudienceUse>>& uses) {
                if (!uses)
                    return fail(uses.error());
                message->clear();
                if (QApplication::activeModalWidget())
                    return;
                QString words = undoWords(past);
                if (const QList<AudienceUse> changing = counting(*uses); !changing.isEmpty())
                    words += u'\n' + UndoQuestion::counts(changing);
                ask(parent, undoTitle(past.entry), words, UndoQuestion::action(), then, Weight::Destructive);
            });
    });
}

} // namespace wd
