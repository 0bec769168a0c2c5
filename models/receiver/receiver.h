// The local test receiver: an HTTP server on loopback that shows what arrives and checks signatures.
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"
#include "models/base/secret.h"

#include <QHostAddress>
#include <QJsonObject>
#include <QObject>
#include <QUrl>

#include <memory>

namespace wd {

enum class SignatureCheck { NotChecked, Valid, Invalid, Absent };

struct ReceivedRequest {
    qint64 number = 0; // from 1
    UtcMs at = 0;
    QByteArray method;
    QString path; // with query
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;
    QString messageId; // webhook-id or X-Webhook-Id
    bool isTest = false; // X-Webhook-Desk-Test
    bool repeated = false; // this message id arrived before
    SignatureCheck signature = SignatureCheck::NotChecked;
    int answeredStatus = 200;
};

struct ReceiverOptions {
    quint16 port = 0; // 0: any free one
    int status = 200;
    int delayMs = 0;
    Secret secret; // of growingio-v1 signatures; `checkSignature` off: not checked
    bool checkSignature = false; // a request with a wrong or missing signature is answered 401
    QString recordFile; // one JSON line per request, appended and flushed before the answer (500 when that fails)
};

// Lives in one thread with an event loop. A slot of received() must not stop it or destroy it directly.
class Receiver final : public QObject {
    Q_OBJECT
public:
    explicit Receiver(const Clock& clock, QObject* parent = nullptr);
    ~Receiver() override;

    // Errors: BadValue (the port can't be listened on), FileUnwritable (the record file).
    Result<quint16> start(const ReceiverOptions& options); // the port
    void stop();
    void setOptions(const ReceiverOptions& options); // status, delay, secret: from the next request on
    // What it was started with or told since; its port is the one it listens on, or listened on last.
    ReceiverOptions options() const;
    quint16 port() const;
    // Whether requests to this address come here, or would if it listened.
    bool isAt(const QUrl& url) const;

signals:
    // It began or ceased to listen, or has other options.
    void changed();
    void received(const wd::ReceivedRequest& request);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

// The record file's line: {"number","at","method","path","headers":{},"body","messageId","test","repeated",
// "signature":"valid|invalid|absent|notChecked","status"}. Body is text when it is UTF-8, else {"base64":…}.
QJsonObject receivedToJson(const ReceivedRequest& request);

} // namespace wd
