#include "ui/texts/verdicts.h"

#include "ui/texts/reasontexts.h"

#include <QCoreApplication>

namespace wd {

namespace {

class Verdicts {
    Q_DECLARE_TR_FUNCTIONS(wd::Verdicts)
public:
    static Verdict accepted(const TestReport& report);
    static Verdict doubtful(int status, const AnswerDoubt& doubt);
    static Verdict listed(const TestReport& report);
    static Verdict cutShort(const Exchange& exchange);
    static QString success(const TestReport& report);
    static Verdict noAnswer(const TestReport& report);
    static Verdict certificate(const Exchange& exchange);
    static Verdict answer(const TestReport& report);
    static Verdict refusal(const TestReport& report);
    static QString you() { return tr("You, in the channel's settings."); }
    static QString here() { return tr("You, in this form."); }
    static QString team() { return tr("The team that runs the receiving system."); }
    static QString network() { return tr("Whoever looks after this computer's network."); }
};

// No answer proves that the receiver looked at what authenticates the request; of the program's own it is known.
QString Verdicts::success(const TestReport& report)
{
    switch (report.auth) {
    case AuthType::None:
        return tr("The receiver answered the request with a success.");
    case AuthType::SecretKey:
        if (report.signatureChecked)
            return tr("The local test receiver checked the signature: it is right.");
        return tr("The receiver answered with a success, so the address is right. Whether it checks the signature is "
                  "its own affair: this answer does not tell.");
    case AuthType::Basic:
    case AuthType::Bearer:
    case AuthType::Header:
        return tr("The receiver answered with a success, so the address is right. Whether it checks the password or "
                  "token is its own affair: this answer does not tell.");
    }
    Q_UNREACHABLE();
}

// By its format the channel looks at the status alone: a campaign would not notice either.
Verdict Verdicts::doubtful(int status, const AnswerDoubt& doubt)
{
    const QString counted = tr("The channel's request format judges by the status alone: when a campaign sends, people "
                               "with such an answer are counted as accepted.");
    if (doubt.kind == AnswerDoubt::Kind::WebPage)
        return {tr("Answered with a web page (%1)").arg(status), doubtText(status, doubt),
            tr("Check the request address, and whether it wants a login.") + u'\n' + counted, you()};
    return {tr("Looks like a failure (%1)").arg(status), doubtText(status, doubt),
        tr("Read its answer and have the cause mended.") + u'\n' + counted, team()};
}

// The answer as a whole is a success, but not what its list says of the person in the request.
Verdict Verdicts::listed(const TestReport& report)
{
    const bool failed = report.outcome.kind == OutcomeKind::Failed;
    return {failed ? tr("Person refused (%1)").arg(report.exchange.status)
                   : tr("Person not confirmed (%1)").arg(report.exchange.status),
        reasonText(report.outcome.reason, report.detail),
        failed ? tr("Read its answer. When a campaign sends, such people are recorded as failed.")
               : tr("Read its answer. When a campaign sends, such people are recorded as uncertain."),
        team()};
}

Verdict Verdicts::cutShort(const Exchange& exchange)
{
    if (exchange.fault == TransportFault::TimedOut)
        return {tr("Answer incomplete (%1)").arg(exchange.status),
            tr("The receiver answered %1, but the rest of its answer did not come in time. It may have acted on the "
               "request.")
                .arg(exchange.status),
            tr("Ask why the answer takes so long."), team()};
    return {tr("Answer broke off (%1)").arg(exchange.status),
        tr("The receiver answered %1, but closed the connection before its answer was complete. It may have acted on "
           "the request.")
            .arg(exchange.status),
        tr("Have its log looked at."), team()};
}

Verdict Verdicts::accepted(const TestReport& report)
{
    if (report.doubt)
        return doubtful(report.exchange.status, *report.doubt);
    const bool open = report.stoodIn.isEmpty();
    return {tr("Accepted (%1)").arg(report.exchange.status), success(report),
        open ? tr("There is nothing to mend.") : tr("Please fill in what is missing before you go online."),
        open ? QString() : here()};
}

Verdict Verdicts::certificate(const Exchange& exchange)
{
    const QString all = exchange.tlsErrors.join(QStringLiteral("; "));
    const QString headline = tr("Certificate not trusted");
    if (all.contains(QLatin1String("expired"), Qt::CaseInsensitive))
        return {tr("Certificate expired"), tr("The certificate of the receiving system has expired (%1).").arg(all),
            tr("Have it renewed; nothing was sent."), team()};
    if (all.contains(QLatin1String("not yet valid"), Qt::CaseInsensitive))
        return {tr("Certificate not valid yet"),
            tr("The certificate is not valid yet (%1). The clock of this computer may be wrong.").arg(all),
            tr("Compare date and time of this computer, then the certificate."), network()};
    if (all.contains(QLatin1String("host name"), Qt::CaseInsensitive))
        return {tr("Certificate of another host"),
            tr("The certificate belongs to another host than the one in the address (%1).").arg(all),
            tr("Check the host in the request address; if it is right, have the certificate corrected."), team()};
    if (all.contains(QLatin1String("self-signed"), Qt::CaseInsensitive)
        || all.contains(QLatin1String("self signed"), Qt::CaseInsensitive))
        return {headline, tr("The certificate is self-signed; this computer does not know its issuer (%1).").arg(all),
            tr("Have a certificate of a known issuer installed, or the company's issuer made known to this computer."),
            team()};
    return {headline, tr("The certificate can't be verified (%1).").arg(all),
        tr("Have the certificate and its chain checked; nothing was sent."), team()};
}

Verdict Verdicts::noAnswer(const TestReport& report)
{
    const Exchange& exchange = report.exchange;
    const QString host = report.request.url.host(QUrl::FullyEncoded);
    const bool isCut = exchange.fault == TransportFault::TimedOut || exchange.fault == TransportFault::Closed;
    if (isCut && exchange.status != 0)
        return cutShort(exchange);
    switch (exchange.fault) {
    case TransportFault::None:
        break;
    case TransportFault::HostNotFound:
        return {tr("Host not found"), tr("There is no host called %1, or this computer is offline.").arg(host),
            tr("Check the spelling of the request address."), you()};
    case TransportFault::Refused:
        return {tr("Connection refused"),
            tr("Nothing listens at %1: the service is not running or the port is wrong.")
                .arg(report.request.url.authority(QUrl::FullyEncoded)),
            tr("Ask whether the service is running and at which port."), team()};
    case TransportFault::Unreachable:
        return {tr("Not reachable"), tr("The network does not lead to %1.").arg(host),
            tr("Check the connection, a VPN or a firewall."), network()};
    case TransportFault::TlsFailed:
        return {tr("No secure connection"),
            tr("The encrypted connection could not be agreed on. The port may speak plain http, or only old versions "
               "of TLS."),
            tr("Check whether the address begins with https rightly."), team()};
    case TransportFault::CertificateInvalid:
        return certificate(exchange);
    case TransportFault::TimedOut:
        if (exchange.bodyStarted)
            return {tr("No answer in time"),
                tr("The request was sent, but no answer came in time. The receiver may have acted on it."),
                tr("Ask whether it arrived, and why the answer takes so long."), team()};
        return {tr("No connection in time"), tr("%1 did not take the connection in time; nothing was sent.").arg(host),
            tr("Check address and port; a firewall may drop the request without a word."), network()};
    case TransportFault::Closed:
        return exchange.bodyStarted
            ? Verdict{tr("Connection closed"),
                tr("The receiver closed the connection without an answer. It may have acted on the request."),
                tr("Have its log looked at."), team()}
            : Verdict{tr("Connection closed"), tr("The receiver closed the connection before anything was sent."),
                tr("Check whether the address begins with https or http rightly."), team()};
    case TransportFault::TooLarge:
        return {tr("Answer too large"),
            tr("The answer was longer than 1 MiB and can't be judged. The receiver may have acted on the request."),
            tr("The address may lead to a page or a file instead of an interface."), you()};
    case TransportFault::Cancelled:
        return {tr("Stopped"),
            exchange.bodyStarted
                ? tr("You stopped the test. The request had left already, so the receiver may have it.")
                : tr("You stopped the test before the request had left."),
            {}, {}};
    case TransportFault::BadRequest:
        return {tr("Can't be sent"), tr("The request can't be sent as it is (%1).").arg(exchange.faultText),
            tr("Check address, method and headers."), you()};
    case TransportFault::Protocol:
        return {tr("Not an HTTP answer"), tr("What answers at this address does not speak HTTP."),
            tr("Check the port in the request address."), you()};
    }
    return {};
}

Verdict Verdicts::refusal(const TestReport& report)
{
    const int status = report.exchange.status;
    switch (status) {
    case 401:
    case 407:
        return {tr("Not authenticated (%1)").arg(status),
            tr("The receiver does not accept the secret: it differs from its own, or another way of signing in is "
               "expected."),
            tr("Enter the secret again; compare its fingerprint, which stands at the secret, with the receiver's "
               "team."),
            you()};
    case 403:
        return {tr("Not allowed (403)"),
            tr("The receiver knows who asks and refuses. The account or this computer's address may not be allowed."),
            tr("Have the account or the address allowed."), team()};
    case 404:
        return {tr("Path not found (404)"), tr("The host answers, but it has nothing at this path."),
            tr("Check the path in the request address, letter by letter."), you()};
    case 405:
        return {tr("Method not allowed (405)"),
            tr("The address does not take %1 requests.").arg(QString::fromLatin1(report.request.method)),
            tr("Choose another method under Advanced, or check the path."), you()};
    case 410:
        return {tr("Gone (410)"), tr("The receiver says this address is no longer in use."),
            tr("Ask for the new address."), team()};
    case 413:
        return {tr("Too large (413)"), tr("The receiver finds the request too large."),
            tr("Send fewer people in a request."), you()};
    case 415:
        return {tr("Format refused (415)"),
            tr("The receiver does not take JSON at this address, or expects another "
               "request format."),
            tr("Choose the request format the receiver expects."), you()};
    case 400:
    case 409:
    case 422:
        return {tr("Content refused (%1)").arg(status),
            tr("The receiver understood the request and refuses its content: a parameter is missing, misnamed or has "
               "a value it does not take."),
            tr("Read its answer, then compare names and values of the parameters."), you()};
    case 429:
        return {tr("Too many requests (429)"),
            tr("The receiver can't take more right now. In real sending the program waits and retries by itself."),
            tr("Lower the rate under Advanced if this happens often."), you()};
    case 503:
        return {tr("Unavailable (503)"),
            tr("The receiver can't work right now. In real sending the program waits and retries by itself."),
            tr("Test again in a while."), team()};
    default:
        return {};
    }
}

Verdict Verdicts::answer(const TestReport& report)
{
    const int status = report.exchange.status;
    if (Verdict known = refusal(report); !known.headline.isEmpty())
        return known;
    if (status < 200)
        return {tr("Only an interim answer (%1)").arg(status),
            tr("The receiver sent only the interim answer %1, and this program can't read a final one after it. The "
               "receiver may have acted on the request.")
                .arg(status),
            tr("Have interim answers (1xx) switched off for this address."), team()};
    if (status >= 200 && status < 300 && report.reading.success)
        return listed(report);
    if (status >= 200 && status < 300)
        return {tr("Unexpected answer (%1)").arg(status),
            tr("The receiver answered, but not with what its format calls a success (%1). It may have acted on the "
               "request.")
                .arg(report.reading.unexpected.left(200)),
            report.reading.rule.isEmpty()
                ? tr("Read its answer; check the request format.")
                : tr("Read its answer. The channel's request format calls only “%1” a success; when a campaign sends, "
                     "people with another answer are recorded as uncertain.")
                      .arg(report.reading.rule),
            team()};
    if (status >= 300 && status < 400)
        return {tr("Redirected (%1)").arg(status),
            tr("The receiver points to another address: %1. Requests never follow it by themselves.")
                .arg(report.exchange.redirectTarget.toString(QUrl::FullyEncoded)),
            tr("Enter the new address, after checking that it is right."), you()};
    if (status >= 500)
        return {tr("Error at the receiver (%1)").arg(status),
            tr("The receiver failed while it worked on the request; it may have acted on it all the same. In real "
               "sending the channel's setting for repeated requests decides."),
            tr("Have its log looked at."), team()};
    return {tr("Refused (%1)").arg(status), tr("The receiver refuses the request."),
        tr("Read its answer and ask the receiver's team."), team()};
}

} // namespace

Verdict verdictOf(const TestReport& report)
{
    if (report.outcome.kind == OutcomeKind::Accepted)
        return Verdicts::accepted(report);
    // A status that refuses has said all, whether the text after it came whole or not.
    const bool refuses = report.exchange.status >= 300 && report.exchange.status <= 599;
    if (report.exchange.fault != TransportFault::None && !refuses)
        return Verdicts::noAnswer(report);
    return Verdicts::answer(report);
}

Verdict verdictOf(Reason reason, const QString& detail)
{
    return {Verdicts::tr("Not sent"), reasonText(reason, detail),
        reason == Reason::NoRecipientId
            ? Verdicts::tr("Choose another person, or another recipient id for the channel.")
            : Verdicts::tr("Choose another person, or what happens when a value is missing."),
        Verdicts::you()};
}

QString doubtText(int status, const AnswerDoubt& doubt)
{
    return doubt.kind == AnswerDoubt::Kind::WebPage
        ? Verdicts::tr("The receiver answered %1 with a web page, perhaps for logging in; an interface does not look "
                       "like that.")
              .arg(status)
        : Verdicts::tr("The receiver answered %1, but the content looks like a failure: %2.")
              .arg(QString::number(status), doubt.words);
}

QString phaseText(ExchangePhase phase)
{
    switch (phase) {
    case ExchangePhase::Queued:
        return Verdicts::tr("Preparing");
    case ExchangePhase::Connecting:
        return Verdicts::tr("Connecting");
    case ExchangePhase::Sending:
        return Verdicts::tr("Sending");
    case ExchangePhase::Waiting:
        return Verdicts::tr("Waiting for the answer");
    case ExchangePhase::Receiving:
        return Verdicts::tr("Receiving");
    case ExchangePhase::Finished:
        return Verdicts::tr("Finished");
    }
    Q_UNREACHABLE();
}

} // namespace wd
