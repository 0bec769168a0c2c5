// The program's language: loads our words and Qt's own, and sets how numbers are written.
#pragma once

#include <QObject>
#include <QTranslator>

namespace wd {

// Needs no window. Main thread.
class Language final : public QObject {
    Q_OBJECT
public:
    explicit Language(QObject* parent = nullptr);

    // "zh_CN" or "en"; anything else: the system's where it is Chinese, else English. Windows hear LanguageChange.
    void use(const QString& code);

private:
    QTranslator m_words;
    QTranslator m_qtWords;
};

} // namespace wd
