// What the window shows while there is no workspace in it: progress, or why none can be opened.
#pragma once

#include <QWidget>

#include <functional>

class QLabel;
class QProgressBar;
class QPushButton;

namespace wd {

class LoadingView final : public QWidget {
    Q_OBJECT
public:
    explicit LoadingView(QWidget* parent = nullptr);
    // `permille` < 0: no end in sight.
    void showProgress(const QString& text, int permille);
    void showError(const QString& text, const QString& actionText, std::function<void()> action);

private:
    QLabel* m_text;
    QProgressBar* m_bar;
    QPushButton* m_action;
};

} // namespace wd
