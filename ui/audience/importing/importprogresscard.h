// An import at work: how far, how fast, how long still, and the way to stop it.
#pragma once

#include "ui/shared/card.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace wd {

class ImportRun;

class ImportProgressCard final : public Card {
    Q_OBJECT
public:
    explicit ImportProgressCard(ImportRun& run, QWidget* parent = nullptr);
    QPushButton* stopButton() const { return m_stop; }

private:
    void showProgress();
    static QString leftText(qint64 ms);

    ImportRun& m_run;
    QProgressBar* m_bar;
    QLabel* m_words;
    QPushButton* m_stop;
};

} // namespace wd
