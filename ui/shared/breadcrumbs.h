// Where a page stands, in words: 产品配置 › 常规配置 › webhook 配置; earlier steps may be links.
#pragma once

#include <QList>
#include <QVariantMap>
#include <QWidget>

class QHBoxLayout;

namespace wd {

struct Crumb {
    QString text;
    QString route; // empty: only words
    QVariantMap arguments;
};

class Breadcrumbs final : public QWidget {
    Q_OBJECT
public:
    explicit Breadcrumbs(QWidget* parent = nullptr);
    void setCrumbs(const QList<Crumb>& crumbs); // none: hidden

signals:
    void chosen(const QString& route, const QVariantMap& arguments);

private:
    QHBoxLayout* m_row;
};

} // namespace wd
