#include "ui/texts/reasontexts.h"

#include "ui/texts/rulesentence.h"

#include <QCoreApplication>

namespace wd {

namespace {

class Texts {
    Q_DECLARE_TR_FUNCTIONS(wd::ReasonTexts)
public:
    static QString reason(Reason reason, const QString& detail);
    static QString delivery(DeliveryState state);
    static QString campaign(CampaignState state);
    static QString attempt(AttemptOutcome outcome);
    static QString operation(Operator op);
};

// Of an answer that broke off; without one the detail is the transport's words, if any.
bool isStatus(const QString& detail)
{
    return detail.toInt() != 0;
}

QString Texts::reason(Reason reason, const QString& detail)
{
    switch (reason) {
    case Reason::None:
        return {};
    case Reason::NoRecipientId:
        return detail.isEmpty() ? tr("The recipient id is missing.")
                                : tr("The recipient id is missing: “%1” has no value.").arg(detail);
    case Reason::MissingAttribute:
        return detail.isEmpty() ? tr("An attribute has no value.") : tr("The attribute “%1” has no value.").arg(detail);
    case Reason::SkippedByTemplate:
        return detail.isEmpty() ? tr("The text leaves this person out.")
                                : tr("The text leaves this person out: %1.").arg(detail);
    case Reason::DuplicateRecipient:
        return tr("Same recipient id as somebody earlier in this run.");
    case Reason::AlreadyReached:
        return tr("An earlier run of this campaign reached this person.");
    case Reason::TextFailed:
        return detail.isEmpty() ? tr("A text could not be rendered.")
                                : tr("The text “%1” could not be rendered.").arg(detail);
    case Reason::TextEmpty:
        return detail.isEmpty() ? tr("A required text is empty.") : tr("The required text “%1” is empty.").arg(detail);
    case Reason::Cancelled:
        return tr("The campaign was taken offline.");
    case Reason::HostNotFound:
        return tr("The host was not found.");
    case Reason::ConnectionRefused:
        return tr("The connection was refused.");
    case Reason::Unreachable:
        return tr("The host can't be reached.");
    case Reason::TlsFailed:
        return tr("No secure connection could be made.");
    case Reason::CertificateInvalid:
        return tr("The receiver's certificate is not valid.");
    case Reason::TimedOutConnecting:
        return tr("The connection was not made in time.");
    case Reason::TimedOutWaiting:
        return isStatus(detail)
            ? tr("The receiver answered %1, but the rest of its answer did not come in time; it may have acted on the "
                 "request.")
                  .arg(detail)
            : tr("No complete answer came in time; the receiver may have the request.");
    case Reason::ConnectionClosed:
        return isStatus(detail)
            ? tr("The receiver answered %1, but its answer broke off; it may have acted on the request.").arg(detail)
            : tr("The connection was closed before a complete answer came.");
    case Reason::AnswerTooLarge:
        return tr("The answer was longer than 1 MiB and can't be judged; the receiver may have acted on the request.");
    case Reason::NotHttp:
        return tr("The answer is not HTTP.");
    case Reason::RequestUnsendable:
        return detail.isEmpty() ? tr("The request can't be sent.") : tr("The request can't be sent: %1.").arg(detail);
    case Reason::Stopped:
        return tr("The request was cut off.");
    case Reason::Interrupted:
        return tr("The program ended while the request was under way.");
    case Reason::StoredUnreadable:
        return tr("What was stored for the request can't be read any more, so it can't be sent.");
    case Reason::Redirected:
        return tr("The address redirects to another one; redirects are not followed.");
    case Reason::Unauthorized:
        return tr("Authentication was refused.");
    case Reason::Forbidden:
        return tr("Access was denied (403).");
    case Reason::PathNotFound:
        return tr("The path was not found (404).");
    case Reason::MethodNotAllowed:
        return tr("The method is not allowed (405).");
    case Reason::Gone:
        return tr("The address is gone (410).");
    case Reason::MediaTypeRefused:
        return tr("The content type was refused (415).");
    case Reason::RequestRefused:
        return tr("The receiver refused this message.");
    case Reason::TooManyRequests:
        return tr("The receiver asks for fewer requests (429).");
    case Reason::Unavailable:
        return tr("The receiver is not available (503).");
    case Reason::ServerError:
        return tr("The receiver reports an error of its own.");
    case Reason::UnexpectedAnswer:
        return tr("The answer is not what the contract calls a success.");
    case Reason::OtherRefusal:
        return tr("The receiver refused the request.");
    case Reason::UnknownStatus:
        return tr("The answer's status is not known.");
    case Reason::ListedAsFailed:
        return detail.isEmpty() ? tr("The receiver lists this person as failed.")
                                : tr("The receiver lists this person as failed: %1.").arg(detail);
    case Reason::AbsentFromAnswer:
        return tr("The answer does not name this person.");
    case Reason::ListedWithoutOutcome:
        return detail.isEmpty()
            ? tr("The answer lists this person without saying whether the receiver accepted.")
            : tr("The answer lists this person without saying whether the receiver accepted: %1.").arg(detail);
    case Reason::ListedContradictorily:
        return tr("The answer lists this person more than once, with different outcomes.");
    case Reason::InterimAnswer:
        return detail.isEmpty()
            ? tr("The receiver sent only an interim answer; whether it accepted is not known.")
            : tr("The receiver sent only the interim answer %1; whether it accepted is not known.").arg(detail);
    case Reason::ConfirmedByOperator:
        return tr("The operator confirmed that the receiver accepted it.");
    case Reason::LeftAsIs:
        return tr("The operator left it as it is.");
    case Reason::SegmentMissing:
        return tr("The segment “%1” has been removed.").arg(detail);
    case Reason::ChannelMissing:
        return tr("The channel “%1” has been removed.").arg(detail);
    case Reason::WorkspaceFailed:
        return tr("The workspace's files could not be written; the disk may be full.");
    case Reason::Unprepared:
        return tr("Its people could not be prepared: please look at its segment, channel and texts.");
    }
    Q_UNREACHABLE();
}

QString Texts::delivery(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Queued:
        return tr("Queued");
    case DeliveryState::Accepted:
        return tr("Accepted");
    case DeliveryState::Failed:
        return tr("Failed");
    case DeliveryState::Uncertain:
        return tr("Uncertain");
    case DeliveryState::NotSent:
        return tr("Not sent");
    case DeliveryState::Cancelled:
        return tr("Cancelled");
    case DeliveryState::Sending:
        return tr("Sending");
    case DeliveryState::Waiting:
        return tr("Waiting for a retry");
    }
    Q_UNREACHABLE();
}

QString Texts::campaign(CampaignState state)
{
    switch (state) {
    case CampaignState::Draft:
        return tr("Draft");
    case CampaignState::Scheduled:
        return tr("Scheduled");
    case CampaignState::Active:
        return tr("Sending");
    case CampaignState::Finished:
        return tr("Finished");
    case CampaignState::Paused:
        return tr("Paused");
    case CampaignState::Offline:
        return tr("Offline");
    }
    Q_UNREACHABLE();
}

QString Texts::attempt(AttemptOutcome outcome)
{
    switch (outcome) {
    case AttemptOutcome::Accepted:
        return tr("Accepted");
    case AttemptOutcome::NeverSent:
        return tr("Never sent");
    case AttemptOutcome::MaybeAccepted:
        return tr("Maybe accepted");
    case AttemptOutcome::Failed:
        return tr("Refused");
    case AttemptOutcome::ChannelFault:
        return tr("The channel is at fault");
    case AttemptOutcome::Interrupted:
    case AttemptOutcome::Withdrawn:
        return tr("Interrupted");
    }
    Q_UNREACHABLE();
}

QString Texts::operation(Operator op)
{
    switch (op) {
    case Operator::Equal:
        return tr("is");
    case Operator::NotEqual:
        return tr("is not");
    case Operator::Less:
        return tr("is less than");
    case Operator::LessOrEqual:
        return tr("is at most");
    case Operator::Greater:
        return tr("is greater than");
    case Operator::GreaterOrEqual:
        return tr("is at least");
    case Operator::In:
        return tr("is one of");
    case Operator::NotIn:
        return tr("is none of");
    case Operator::Contains:
        return tr("contains");
    case Operator::NotContains:
        return tr("does not contain");
    case Operator::StartsWith:
        return tr("starts with");
    case Operator::Empty:
        return tr("has no value");
    case Operator::NotEmpty:
        return tr("has a value");
    case Operator::Between:
        return tr("is between");
    case Operator::On:
        return tr("is on");
    case Operator::Before:
        return tr("is before");
    case Operator::After:
        return tr("is after");
    case Operator::LastDays:
        return tr("is in the last days");
    case Operator::NextDays:
        return tr("is in the coming days");
    case Operator::Anniversary:
        return tr("has its anniversary on");
    }
    Q_UNREACHABLE();
}

} // namespace

QString reasonText(Reason reason, const QString& detail)
{
    return Texts::reason(reason, detail);
}
QString reasonText(Reason reason, const QString& detail, const Catalogue& catalogue)
{
    const bool isKey = reason == Reason::NoRecipientId || reason == Reason::MissingAttribute;
    const Attribute* const attribute = isKey ? catalogue.attributeByKey(detail) : nullptr;
    return reasonText(reason, attribute ? attributeLabel(*attribute) : detail);
}
QString deliveryStateText(DeliveryState state)
{
    return Texts::delivery(state);
}
QString campaignStateText(CampaignState state)
{
    return Texts::campaign(state);
}
QString attemptOutcomeText(AttemptOutcome outcome)
{
    return Texts::attempt(outcome);
}
QString operatorText(Operator op)
{
    return Texts::operation(op);
}

} // namespace wd
