// One test's report in four tabs: verdict, answer, request, details.
#pragma once

#include "ui/texts/verdicts.h"

#include <QTabWidget>

class QButtonGroup;
class QPlainTextEdit;
class QVBoxLayout;

namespace wd {

class InlineMessage;
class PhaseBar;

// A text that is read as it came or laid out.
class WireText final : public QWidget {
    Q_OBJECT
public:
    WireText(const QString& name, const QString& accessibleName, QWidget* parent = nullptr);
    // `head` leads the raw form: request line and headers.
    void setText(const QByteArray& head, const QByteArray& body);

private:
    void show();

    QByteArray m_head;
    QByteArray m_body;
    QButtonGroup* m_form;
    QPlainTextEdit* m_text;
};

class TestResult final : public QTabWidget {
    Q_OBJECT
public:
    explicit TestResult(QWidget* parent = nullptr);

    void setReport(const TestReport& report);
    // Nothing was sent: only the first tab has something to say.
    void setVerdict(const Verdict& verdict);

    // The same for the receiver's team, as Markdown; secrets are masked.
    static QString markdown(const TestReport& report);

private:
    QWidget* makeVerdict();
    QWidget* makeDetails();
    void setDetails(const TestReport& report);
    static QString stoodInText(const TestReport& report);

    InlineMessage* m_stoodIn;
    QLabel* m_cause;
    QLabel* m_nextTitle;
    QLabel* m_next;
    QLabel* m_whoTitle;
    QLabel* m_who;
    QLabel* m_person;
    QPushButton* m_copy;
    WireText* m_answer;
    WireText* m_request;
    PhaseBar* m_phases;
    QLabel* m_phaseWords;
    QLabel* m_connection;
    QPlainTextEdit* m_headers;
    QString m_markdown;
};

} // namespace wd
