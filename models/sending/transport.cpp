#include "models/sending/transport.h"

#include "models/channels/channelrules.h"
#include "models/sending/connections.h"
#include "models/sending/managerpool.h"
#include "models/sending/transportcall.h"

#include <algorithm>
#include <cstring>
#include <map>

namespace wd {

namespace {

bool isToken(const QByteArray& text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || (c != '\0' && std::strchr("!#$%&'*+-.^_`|~", c));
    });
}

QString requestFault(const HttpRequest& request)
{
    if (!isToken(request.method))
        return QStringLiteral("the method is no HTTP token");
    const QString scheme = request.url.scheme();
    if (!request.url.isValid() || request.url.host().isEmpty()
        || (scheme != QStringLiteral("http") && scheme != QStringLiteral("https")))
        return QStringLiteral("the address is no http or https URL with a host");
    if (!request.url.userInfo().isEmpty())
        return QStringLiteral("the address holds a user name or password");
    for (const auto& [name, value] : request.headers)
        if (const QString fault = headerFault(name, value); !fault.isEmpty())
            return fault;
    return {};
}

} // namespace

QString headerFault(const QByteArray& name, const QByteArray& value)
{
    const QString shown = QString::fromLatin1(name.toPercentEncoding("!#$&'*+^`|"));
    if (!isToken(name))
        return QStringLiteral("the header name \"%1\" is no HTTP token").arg(shown);
    if (isOwnHeader(name))
        return QStringLiteral("the header %1 is set by the program itself").arg(shown);
    if (value.contains('\r') || value.contains('\n') || value.contains('\0'))
        return QStringLiteral("the value of the header %1 holds a line break or a NUL").arg(shown);
    return {};
}

class Transport::Private {
public:
    struct Under {
        std::unique_ptr<TransportCall> call;
        QNetworkAccessManager* manager = nullptr;
        std::function<void(const Exchange&)> done;
    };

    Private(const Clock& clock, const TransportOptions& options, ManagerLimit* limit)
        : m_clock(clock)
        , m_options(options)
        , m_pool(clock, limit ? *limit : m_ownLimit, proxyOf(options.connection))
        , m_tls(tlsConfiguration(options.connection, options.clientKey))
    {
    }

    void finish(quint64 number, const Exchange& exchange)
    {
        auto node = m_calls.extract(number);
        Under& under = node.mapped();
        if (under.manager) {
            if (exchange.status != 0)
                m_pool.learn(under.call->usedHttp2());
            // The library takes an interim answer for the final one, and the final one, once it comes, for the answer
            // to the next request on its connection.
            if (exchange.status >= 100 && exchange.status < 200)
                m_pool.retire(under.manager);
            m_pool.giveBack(under.manager);
        }
        // The call is still emitting.
        under.call.release()->deleteLater();
        // Last: the caller may destroy the transport.
        const auto done = std::move(under.done);
        done(exchange);
    }

    const Clock& m_clock;
    TransportOptions m_options;
    ManagerLimit m_ownLimit;
    ManagerPool m_pool; // outlives the calls
    QSslConfiguration m_tls;
    std::map<quint64, Under> m_calls;
    quint64 m_lastNumber = 0;
};

Transport::Transport(const Clock& clock, const TransportOptions& options, ManagerLimit* limit, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(clock, options, limit))
{
}

Transport::~Transport() = default;

void Transport::setOptions(const TransportOptions& options)
{
    const bool isElsewhere
        = options.connection != d->m_options.connection || !(options.clientKey == d->m_options.clientKey);
    d->m_options = options;
    if (!isElsewhere)
        return;
    d->m_pool.renew(proxyOf(options.connection));
    d->m_tls = tlsConfiguration(options.connection, options.clientKey);
}

int Transport::inFlight() const
{
    return int(d->m_calls.size());
}

bool Transport::hasRoom() const
{
    return d->m_pool.hasRoom();
}

quint64 Transport::send(
    const HttpRequest& request, std::function<void(const Exchange&)> done, std::function<void(ExchangePhase)> progress)
{
    Q_ASSERT(inFlight() < d->m_options.inFlight);
    const quint64 number = ++d->m_lastNumber;
    Private::Under& under = d->m_calls[number];
    under.done = std::move(done);
    under.call = std::make_unique<TransportCall>(d->m_clock, std::move(progress));
    connect(under.call.get(), &TransportCall::finished, this,
        [this, number](const Exchange& exchange) { d->finish(number, exchange); });
    if (const QString fault = requestFault(request); !fault.isEmpty()) {
        under.call->refuse(fault);
        return number;
    }
    under.manager = d->m_pool.lease();
    under.call->start(*under.manager, request, d->m_tls, d->m_options.timeoutSeconds * 1000);
    return number;
}

void Transport::cancel(quint64 number)
{
    if (const auto found = d->m_calls.find(number); found != d->m_calls.end())
        found->second.call->cancel();
}

void Transport::cancelAll()
{
    for (const auto& [number, under] : d->m_calls)
        under.call->cancel();
}

} // namespace wd
