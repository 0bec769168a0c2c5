// A request's body as a device that can be read once, so that the network library can't send it a second time.
#pragma once

#include <QIODevice>

#include <functional>

namespace wd {

class RequestBody final : public QIODevice {
public:
    // `taken` is called whenever bytes were read.
    RequestBody(const QByteArray& bytes, std::function<void()> taken, QObject* parent);

    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override { return m_bytes.size() - m_position; }
    bool atEnd() const override { return bytesAvailable() == 0; }
    // Not a second time.
    bool reset() override { return false; }
    bool isEmpty() const { return m_bytes.isEmpty(); }

protected:
    qint64 readData(char* data, qint64 size) override;
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qsizetype m_position = 0;
    std::function<void()> m_taken;
};

} // namespace wd
