// A search box that tells what is sought once typing rests.
#pragma once

#include <QLineEdit>
#include <QTimer>

namespace wd {

class SearchField final : public QLineEdit {
    Q_OBJECT
public:
    // The placeholder says what is searched and is the accessible name.
    SearchField(const QString& placeholder, const QString& name, QWidget* parent = nullptr);

signals:
    // 200 ms after the last key, at once on Return or when cleared; trimmed.
    void searched(const QString& text);

private:
    void tell();

    QTimer m_rest;
    QString m_told;
};

} // namespace wd
