#include "models/sending/outcome.h"

namespace wd {

namespace {

Outcome neverSent(Reason reason)
{
    return {OutcomeKind::Retry, reason, false};
}
Outcome failed(Reason reason)
{
    return {OutcomeKind::Failed, reason, false};
}
Outcome channelFault(Reason reason)
{
    return {OutcomeKind::ChannelFault, reason, false};
}
Outcome uncertain(Reason reason)
{
    return {OutcomeKind::Uncertain, reason, true};
}

Outcome maybeAccepted(Reason reason, Repeat repeat)
{
    return repeat == Repeat::AtLeastOnce ? Outcome{OutcomeKind::Retry, reason, true} : uncertain(reason);
}

Reason reasonOf(const Exchange& exchange)
{
    switch (exchange.fault) {
    case TransportFault::None:
        break;
    case TransportFault::HostNotFound:
        return Reason::HostNotFound;
    case TransportFault::Refused:
        return Reason::ConnectionRefused;
    case TransportFault::Unreachable:
        return Reason::Unreachable;
    case TransportFault::TlsFailed:
        return Reason::TlsFailed;
    case TransportFault::CertificateInvalid:
        return Reason::CertificateInvalid;
    case TransportFault::TimedOut:
        return exchange.bodyStarted ? Reason::TimedOutWaiting : Reason::TimedOutConnecting;
    case TransportFault::Closed:
        return Reason::ConnectionClosed;
    case TransportFault::TooLarge:
        return Reason::AnswerTooLarge;
    case TransportFault::Cancelled:
        return Reason::Stopped;
    case TransportFault::BadRequest:
        return Reason::RequestUnsendable;
    case TransportFault::Protocol:
        return Reason::NotHttp;
    }
    return Reason::None;
}

Outcome ofFault(const Exchange& exchange, Repeat repeat)
{
    const Reason reason = reasonOf(exchange);
    if (exchange.fault == TransportFault::CertificateInvalid || exchange.fault == TransportFault::BadRequest)
        return channelFault(reason);
    // A repetition would bring an answer as long.
    if (exchange.fault == TransportFault::TooLarge)
        return uncertain(reason);
    return exchange.bodyStarted ? maybeAccepted(reason, repeat) : neverSent(reason);
}

Outcome ofServerError(int status, Repeat repeat)
{
    switch (status) {
    case 501:
    case 505:
        return channelFault(Reason::OtherRefusal);
    case 503:
        return neverSent(Reason::Unavailable);
    default:
        return maybeAccepted(Reason::ServerError, repeat);
    }
}

Outcome ofRefusal(int status, Repeat repeat, bool hadSuccess)
{
    switch (status) {
    case 400:
    case 409:
    case 413:
    case 422:
        return failed(Reason::RequestRefused);
    case 401:
    case 407:
        return channelFault(Reason::Unauthorized);
    case 403:
        return channelFault(Reason::Forbidden);
    case 404:
        return hadSuccess ? failed(Reason::PathNotFound) : channelFault(Reason::PathNotFound);
    case 405:
        return channelFault(Reason::MethodNotAllowed);
    case 408:
    case 425:
        return maybeAccepted(Reason::ServerError, repeat);
    case 410:
        return channelFault(Reason::Gone);
    case 415:
        return channelFault(Reason::MediaTypeRefused);
    case 429:
        return neverSent(Reason::TooManyRequests);
    default:
        return channelFault(Reason::OtherRefusal);
    }
}

// A status that refuses has said all: whether the text after it came whole does not matter.
bool statusTells(const Exchange& exchange)
{
    if (exchange.status < 300 || exchange.status > 599)
        return false;
    switch (exchange.fault) {
    case TransportFault::TimedOut:
    case TransportFault::Closed:
    case TransportFault::TooLarge:
    case TransportFault::Cancelled:
        return true;
    default:
        return false;
    }
}

} // namespace

AnswerReading readingOf(const Contract& contract, const Exchange& exchange)
{
    const bool whole = exchange.status != 0 && exchange.fault == TransportFault::None;
    return whole ? contract.read(exchange.status, exchange.body) : AnswerReading();
}

QString statusNamed(const Exchange& exchange, Reason reason)
{
    const bool names
        = reason == Reason::InterimAnswer || reason == Reason::ConnectionClosed || reason == Reason::TimedOutWaiting;
    return names && exchange.status != 0 ? QString::number(exchange.status) : QString();
}

QString detailOf(const Exchange& exchange, Reason reason)
{
    const QString status = statusNamed(exchange, reason);
    return status.isEmpty() ? exchange.faultText : status;
}

Outcome outcomeOf(AnswerReading::Verdict verdict)
{
    switch (verdict) {
    case AnswerReading::Verdict::Accepted:
        return {OutcomeKind::Accepted, Reason::None, false};
    case AnswerReading::Verdict::Refused:
        return failed(Reason::ListedAsFailed);
    case AnswerReading::Verdict::Missing:
        return uncertain(Reason::ListedWithoutOutcome);
    case AnswerReading::Verdict::Contradictory:
        return uncertain(Reason::ListedContradictorily);
    }
    Q_UNREACHABLE();
}

PersonOutcome outcomeOf(const AnswerReading& reading, const QString& recipientId)
{
    for (const AnswerReading::Person& person : reading.people)
        if (person.recipientId == recipientId)
            return {outcomeOf(person.verdict), person.error};
    return {uncertain(Reason::AbsentFromAnswer), {}};
}

Outcome classify(const Exchange& exchange, const AnswerReading& reading, Repeat repeat, bool hadSuccess)
{
    if (exchange.fault != TransportFault::None && !statusTells(exchange))
        return ofFault(exchange, repeat);
    const int status = exchange.status;
    if (exchange.fault == TransportFault::None && reading.success)
        return {OutcomeKind::Accepted, Reason::None, false};
    if (status >= 200 && status < 300)
        return uncertain(Reason::UnexpectedAnswer);
    if (status >= 300 && status < 400)
        return channelFault(Reason::Redirected);
    if (status >= 400 && status < 500)
        return ofRefusal(status, repeat, hadSuccess);
    if (status >= 500 && status < 600)
        return ofServerError(status, repeat);
    return uncertain(status < 200 ? Reason::InterimAnswer : Reason::UnknownStatus);
}

} // namespace wd
