// A text with user attributes in it as chips; outside it is a template: `{{ user.KEY | default: "x" }}`.
#pragma once

#include <QString>
#include <QTextEdit>

#include <functional>

namespace wd {

// A user attribute in a text.
struct TextChip {
    QString key;
    QString defaultValue; // empty: none yet, the chip is amber
    bool operator==(const TextChip&) const = default;
};

// Any template may be set: what is no chip (tags, other filters) stays as plain text, and text() gives it back exactly.
class ChipText final : public QTextEdit {
    Q_OBJECT
public:
    // `label`: a chip's words for an attribute key.
    explicit ChipText(std::function<QString(const QString& key)> label, QWidget* parent = nullptr);

    void setText(const QString& source);
    QString text() const;
    // At the cursor.
    void insertChip(const TextChip& chip);
    void insertSource(const QString& source);
    QList<TextChip> chips() const;

signals:
    void edited();

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    QMimeData* createMimeDataFromSelection() const override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    void addSource(QTextCursor& cursor, const QString& source);
    void addChip(QTextCursor& cursor, const TextChip& chip);
    QString sourceOf(const QTextCursor& selection) const;
    void editChip(int position);

    std::function<QString(const QString&)> m_label;
};

} // namespace wd
