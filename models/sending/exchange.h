// What came of one HTTP request.
#pragma once

#include "models/channels/httprequest.h"

#include <QStringList>

#include <optional>

namespace wd {

// Why an exchange ended without a complete answer.
enum class TransportFault {
    None, // an answer with a status arrived
    HostNotFound, // DNS
    Refused, // nothing listens
    Unreachable, // network or host
    TlsFailed, // handshake or protocol version
    CertificateInvalid, // `tlsErrors` says why
    TimedOut, // the hard deadline passed
    Closed, // connection closed or reset before the answer was complete
    TooLarge, // the answer passed the size limit
    Cancelled, // stopped by the operator or on shutdown
    BadRequest, // the request can't be sent as it is: `faultText` says why (header name, address …)
    Protocol, // the answer isn't HTTP
};

enum class ExchangePhase { Queued, Connecting, Sending, Waiting, Receiving, Finished };

// What is known of one request afterwards.
struct Exchange {
    TransportFault fault = TransportFault::None;
    QString faultText; // the library's own words, for engineers
    int status = 0; // HTTP status; 0 when none arrived
    QByteArray reasonPhrase;
    HttpHeaders headers; // of the answer
    QByteArray body; // of the answer; with TransportFault::TooLarge its first Transport::abortBytes
    qint64 bodyBytes = 0; // how many arrived
    bool bodyStarted = false; // a byte of the request's body was taken for sending: it may have been accepted
    QUrl redirectTarget; // of a 3xx
    std::optional<int> retryAfterSeconds; // from Retry-After, seconds or date; clamped to 0 … 86,400
    QStringList tlsErrors;
    QString protocol; // "HTTP/1.1", "HTTP/2"
    QString tlsProtocol; // "TLS 1.3"
    QString cipher;
    // Milliseconds since the request was handed over; -1 = not reached.
    qint64 connectedMs = -1;
    qint64 sentMs = -1;
    qint64 firstByteMs = -1;
    qint64 totalMs = -1;
};

} // namespace wd
