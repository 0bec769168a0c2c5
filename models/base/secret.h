// A password or key in memory: can't be printed by accident, wiped when the last copy goes.
#pragma once

#include <QByteArray>
#include <QSharedPointer>

namespace wd {

class Secret {
public:
    Secret() = default;
    explicit Secret(const QByteArray& bytes);

    bool isEmpty() const;
    // UTF-8. For the signature, the Authorization header and the keychain only.
    QByteArray reveal() const;
    // First four hex digits of SHA-256: enough for two people to compare, useless to an attacker of a real key.
    QString fingerprint() const;
    // The last four characters, or nothing for a secret of fewer than twelve.
    QString lastFour() const;

    bool operator==(const Secret& other) const { return reveal() == other.reveal(); }

private:
    struct Bytes;
    QSharedPointer<Bytes> m_bytes;
};

} // namespace wd
