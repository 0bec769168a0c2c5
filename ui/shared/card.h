// A bordered surface with an optional title.
#pragma once

#include <QFrame>
#include <QVBoxLayout>

class QLabel;

namespace wd {

class Card : public QFrame {
    Q_OBJECT
public:
    explicit Card(const QString& title = {}, QWidget* parent = nullptr);
    void setTitle(const QString& title); // empty: none
    QVBoxLayout* body() const { return m_body; } // 16 px inside the border, 12 px between its parts

private:
    QLabel* m_title;
    QVBoxLayout* m_body;
};

} // namespace wd
